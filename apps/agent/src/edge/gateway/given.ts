import type { Clock } from '@nanoedge/base';
import type {
  Capabilities,
  DeploymentId,
  DesiredState,
  Roster,
  ServiceKeys,
} from '@nanoedge/protocol';
import type { Logger } from 'pino';
import { type ContainerAddress, Delivery } from './delivery.ts';

export interface GivenPorts {
  clock: Clock;
  log: Logger;
  /** Puts something to a resource of the service there. */
  put: (to: ContainerAddress, path: string, body: unknown) => Promise<void>;
}

type GivenParts = Pick<DesiredState, 'roster' | 'deployments' | 'keys' | 'capabilities'>;

const nothing: Capabilities = { things: {}, events: [], content: false };

/** What the services of this device are given by it: what they share with peers, and the roster. */
export class Given {
  readonly #keys: Delivery<ServiceKeys>;
  readonly #rosters: Delivery<Roster>;
  #takers: ReadonlySet<DeploymentId> = new Set();
  #roster: Roster | null = null;
  #capabilities: DesiredState['capabilities'] = {};

  constructor({ clock, log, put }: GivenPorts) {
    this.#keys = new Delivery({
      clock,
      log,
      what: 'keys',
      send: (to, body) => put(to, '/peers', body),
      about: ({ calls, heard }) => ({ calls: Object.keys(calls).length, heard: heard.length }),
    });
    this.#rosters = new Delivery({
      clock,
      log,
      what: 'roster',
      send: (to, body) => put(to, '/roster', body),
      about: ({ revision, people, meetings }) => ({
        revision,
        people: people.length,
        meetings: meetings.length,
      }),
    });
  }

  /**
   * What a deployment may read: the roster, null when there is none, `withheld` when it is not
   * given it.
   */
  rosterFor(deployment: DeploymentId): Roster | null | 'withheld' {
    return this.#takers.has(deployment) ? this.#roster : 'withheld';
  }

  /** What a deployment may do here. */
  capabilitiesOf(deployment: DeploymentId): Capabilities {
    return this.#capabilities[deployment] ?? nothing;
  }

  assign({ roster, deployments, keys, capabilities }: GivenParts): void {
    this.#capabilities = capabilities;
    const present = new Set(deployments.map(({ id }) => id));
    this.#roster = roster;
    this.#takers = new Set(deployments.flatMap((one) => (one.roster ? [one.id] : [])));
    const rosters = [...this.#takers].flatMap((id): [DeploymentId, Roster][] =>
      roster === null ? [] : [[id, roster]],
    );
    // Whoever shares nothing any more is told so
    const shared = [...present].map((id): [DeploymentId, ServiceKeys] => [
      id,
      keys[id] ?? { calls: {}, heard: [] },
    ]);
    this.#keys.assign(new Map(shared), present);
    this.#rosters.assign(new Map(rosters), present);
  }

  /** A deployment answers there since just now. */
  answering(deployment: DeploymentId, to: ContainerAddress): void {
    this.#keys.answering(deployment, to);
    this.#rosters.answering(deployment, to);
  }

  stop(): void {
    this.#keys.stop();
    this.#rosters.stop();
  }
}
