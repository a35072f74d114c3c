import { imageIdsOf } from '@nanoedge/archive';
import { openManifest, openOverride, type Verifies } from '@nanoedge/link';
import type {
  DeploymentId,
  DeploymentSpec,
  DesiredState,
  DeviceId,
  Digest,
  ReleaseManifest,
  RunId,
} from '@nanoedge/protocol';
import { releaseDoubts } from '@nanoedge/words';
import type { Accepted } from '../store/accepted-releases.ts';
import { beyondManifest } from './rights.ts';

/** What the device knows of releases. */
export interface ReleaseFacts {
  device: DeviceId;
  /** Null: its dashboard never said by which key it signs, so nothing is signed. */
  verifies: Verifies | null;
  newest: (nanoservice: string) => number;
  accepted: (deployment: DeploymentId) => Accepted | null;
  /** The image that stayed healthy last. */
  proven: (deployment: DeploymentId) => Digest | null;
}

/** A deployment that was not accepted as it came. */
export interface RefusedRelease {
  /** Why, and what to do, for an administrator. */
  reason: string;
  /** The run that asked for it; null when none did. */
  change: RunId | null;
  /** What was accepted before stands in its place; else there was nothing. */
  goesOn: boolean;
}

export type RefusedReleases = ReadonlyMap<DeploymentId, RefusedRelease>;

export interface Vetted {
  desired: DesiredState;
  refused: RefusedReleases;
  /** What to remember. */
  accepted: readonly (Accepted & { manifest: ReleaseManifest | null })[];
}

interface Judged {
  doubt: string | null;
  manifest: ReleaseManifest | null;
  overrideAt: number;
}

/** What the signature covers is what is to run. */
const isOf = (manifest: ReleaseManifest, { nanoservice, release }: DeploymentSpec): boolean =>
  manifest.nanoservice === nanoservice &&
  manifest.version === release.version &&
  manifest.images[0] === release.imageId &&
  imageIdsOf(release).every((id) => manifest.images.includes(id));

/** Whether it stays, or comes back, where it is: nothing that was mended since is given up. */
const wasHere = ({ id, release, nanoservice }: DeploymentSpec, facts: ReleaseFacts): boolean => {
  const before = facts.accepted(id)?.spec;
  return (
    facts.proven(id) === release.imageId ||
    (before?.nanoservice === nanoservice && before.release.imageId === release.imageId)
  );
};

/** When the override that makes an older release acceptable was made; null where none does. */
const overriddenAt = (
  { id, override }: DeploymentSpec,
  { nanoservice, sequence }: ReleaseManifest,
  { accepted, verifies, device }: ReleaseFacts,
): number | null => {
  if (override === null || verifies === null) return null;
  const said = openOverride(override, verifies);
  if (said === null || said.device !== device) return null;
  if (said.deployment !== id || said.nanoservice !== nanoservice) return null;
  const isNew = said.at > (accepted(id)?.overrideAt ?? 0);
  return said.sequence === sequence && isNew ? said.at : null;
};

const judge = (spec: DeploymentSpec, desired: DesiredState, facts: ReleaseFacts): Judged => {
  const overrideAt = facts.accepted(spec.id)?.overrideAt ?? 0;
  const refuse = (doubt: string): Judged => ({ doubt, manifest: null, overrideAt });
  const { verifies } = facts;
  if (verifies === null) return { doubt: null, manifest: null, overrideAt };
  const { signed, version } = spec.release;
  if (signed === null) return refuse(releaseDoubts.unsigned);
  const manifest = openManifest(signed, verifies);
  if (manifest === null) return refuse(releaseDoubts.signature);
  if (!isOf(manifest, spec)) return refuse(releaseDoubts.other);
  const beyond = beyondManifest(manifest, spec, desired);
  if (beyond !== null) return refuse(releaseDoubts.beyond(beyond));
  if (manifest.sequence >= facts.newest(spec.nanoservice) || wasHere(spec, facts))
    return { doubt: null, manifest, overrideAt };
  const at = overriddenAt(spec, manifest, facts);
  return at === null
    ? refuse(releaseDoubts.older(version))
    : { doubt: null, manifest, overrideAt: at };
};

const manifestOf = (
  { release: { signed } }: DeploymentSpec,
  { verifies }: ReleaseFacts,
): ReleaseManifest | null =>
  signed === null || verifies === null ? null : openManifest(signed, verifies);

/** What was accepted, with what may be asked of it whatever is to run. */
const asBefore = (raw: DeploymentSpec, { spec }: Accepted): DeploymentSpec => ({
  ...spec,
  removal: raw.removal,
  restart: raw.restart,
  fresh: raw.fresh,
});

/** Nobody on this device is heard for more than the manifest that counts of them says. */
const heardOf = (
  { keys, deployments }: DesiredState,
  calls: ReadonlyMap<DeploymentId, ReleaseManifest['calls']>,
): DesiredState['keys'] =>
  Object.fromEntries(
    deployments.flatMap(({ id, nanoservice }) => {
      const own = keys[id];
      if (own === undefined) return [];
      const heard = own.heard.map((edge) => {
        const signed = calls.get(edge.peer);
        if (signed === undefined) return edge;
        const asks = signed[nanoservice] ?? [];
        return { ...edge, may: edge.may.filter((request) => asks.includes(request)) };
      });
      return [[id, { ...own, heard }]];
    }),
  );

/**
 * What of a desired state may be done: a deployment whose release is not signed, is not what was
 * signed, or is older than one that was here is put back to what was accepted of it before. Pure.
 */
export const vet = (desired: DesiredState, facts: ReleaseFacts): Vetted => {
  const refused = new Map<DeploymentId, RefusedRelease>();
  const accepted: (Accepted & { manifest: ReleaseManifest | null })[] = [];
  const calls = new Map<DeploymentId, ReleaseManifest['calls']>();
  const capabilities = { ...desired.capabilities };
  const deployments = desired.deployments.map((spec) => {
    const { doubt, manifest, overrideAt } = judge(spec, desired, facts);
    if (doubt === null) {
      if (manifest !== null) calls.set(spec.id, manifest.calls);
      const given = desired.capabilities[spec.id] ?? null;
      accepted.push({ spec, capabilities: given, overrideAt, manifest });
      return spec;
    }
    const before = facts.accepted(spec.id);
    const change = spec.change === before?.spec.change ? null : spec.change;
    refused.set(spec.id, { reason: doubt, change, goesOn: before !== null });
    delete capabilities[spec.id];
    if (before === null) {
      calls.set(spec.id, {});
      return spec;
    }
    if (before.capabilities !== null) capabilities[spec.id] = before.capabilities;
    const former = manifestOf(before.spec, facts) ?? manifestOf(spec, facts);
    if (former !== null) calls.set(spec.id, former.calls);
    return asBefore(spec, before);
  });
  const keys = facts.verifies === null ? desired.keys : heardOf(desired, calls);
  return { desired: { ...desired, deployments, capabilities, keys }, refused, accepted };
};
