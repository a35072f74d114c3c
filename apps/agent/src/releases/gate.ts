import { comesFrom, isVouchedFor, verifierOf } from '@nanoedge/link';
import type {
  DeploymentId,
  DeploymentSpec,
  DesiredState,
  DeviceId,
  ReleaseKey,
} from '@nanoedge/protocol';
import type { Logger } from 'pino';
import type { AcceptedReleases } from '../store/accepted-releases.ts';
import type { Identity } from '../store/identity.ts';
import { type RefusedReleases, vet } from './vet.ts';

export interface ReleaseGatePorts {
  device: DeviceId;
  identity: Pick<Identity, 'dashboard' | 'trustReleases'>;
  accepted: AcceptedReleases;
  /** `proven`: what stayed healthy last. */
  journal: { proven: (deployment: DeploymentId) => { spec: DeploymentSpec } | null };
  log: Logger;
}

/**
 * What stands between what the dashboard says and what this device does. Invariants: once a release
 * key is known, nothing is accepted that it did not sign; another key comes only from one that was
 * signed by this one, or by enrolling again; what was accepted is on the disk before anybody acts
 * on it.
 */
export class ReleaseGate {
  readonly #ports: ReleaseGatePorts;

  constructor(ports: ReleaseGatePorts) {
    this.#ports = ports;
  }

  /** What of a desired state that the dashboard said may be done, and what not. */
  pass(desired: DesiredState): { desired: DesiredState; refused: RefusedReleases } {
    const { device, accepted: store, journal, log } = this.#ports;
    if (desired.releaseKey !== null) this.#learn(desired.releaseKey);
    const key = this.#ports.identity.dashboard?.releaseKey ?? null;
    const vetted = vet(desired, {
      device,
      verifies: key === null ? null : verifierOf(key),
      newest: (nanoservice) => store.newest(nanoservice),
      accepted: (deployment) => store.get(deployment),
      proven: (deployment) => journal.proven(deployment)?.spec.release.imageId ?? null,
    });
    for (const { manifest, ...accepted } of vetted.accepted) {
      store.put(accepted);
      if (manifest !== null) store.raise(manifest.nanoservice, manifest.sequence);
    }
    for (const [deployment, { reason }] of vetted.refused)
      log.error({ deployment, reason }, 'a release is not accepted');
    return vetted;
  }

  /** The first key is believed because the dashboard of this link says it, every other for its line. */
  #learn(said: ReleaseKey): void {
    const { identity, log } = this.#ports;
    const { dashboard } = identity;
    if (dashboard === null || dashboard.releaseKey === said.key) return;
    const { releaseKey } = dashboard;
    const isOurs = isVouchedFor(said, verifierOf(dashboard.key));
    if (isOurs && (releaseKey === null || comesFrom(said, releaseKey))) {
      identity.trustReleases(said.key);
      log.info({ first: releaseKey === null }, 'the release key of the dashboard is known');
    } else log.error('the release key is not the one that this device knows, nor one after it');
  }
}
