import type {
  AgentOwnEvent,
  DeploymentId,
  DesiredState,
  EventSource,
  Milliseconds,
  NanoserviceName,
  RunId,
} from '@nanoedge/protocol';
import type { RefusedReleases } from './releases/vet.ts';

/** What happened on this device that only its own parts need to know. */
type LocalFact =
  /** It is on the disk; what was refused of it is as it was before. */
  | { type: 'desired.accepted'; desired: DesiredState; refused: RefusedReleases }
  /**
   * What should run is running; `complete: false`: some of it waits for an image or its back-off
   * only.
   */
  | { type: 'desired.settled'; revision: number; complete: boolean }
  | { type: 'engine.answers' }
  | { type: 'engine.silent'; problem: string }
  /** The stream of the engine's news came, came back or was lost. */
  | { type: 'engine.stream'; isOpen: boolean }
  | { type: 'image.changed' }
  | { type: 'address.changed'; address: string }
  /** The engine said which bridge the device's services are on. */
  | { type: 'network.prepared' }
  /** From now on nothing goes to the dashboard until the drill is over. */
  | { type: 'drill.cut' }
  /** A gateway that could not listen may try again. */
  | { type: 'gateway.due' }
  | { type: 'container.changed'; container: string }
  | { type: 'container.ended'; container: string }
  /** A container was made with the secret of this name. */
  | {
      type: 'container.keyed';
      key: string;
      container: string;
      deployment: DeploymentId;
      nanoservice: NanoserviceName;
    }
  /** `at`: when the create call was made, on the monotonic clock. */
  | { type: 'container.created'; container: string; at: number }
  /** The first answer since it was watched; `at` on the monotonic clock. */
  | ({ type: 'container.answered'; at: number } & ServiceOnNetwork)
  /**
   * The same, with what its start took: `measured` now, or `known` from an earlier start of this
   * container.
   */
  | ({
      type: 'container.ready';
      measured: Milliseconds | null;
      known: Milliseconds | null;
    } & ServiceOnNetwork)
  | ({ type: 'container.unhealthy'; reason: string } & ServiceOnNetwork)
  /** It stayed healthy for the whole probation. */
  | { type: 'container.steady'; deployment: DeploymentId; container: string }
  /** It is not watched any more. */
  | { type: 'container.forgotten'; container: string }
  | ({ type: 'deployment.failed'; deployment: DeploymentId } & Failure)
  /** The run turned round, or ended because of a failure. */
  | { type: 'run.judged'; deployment: DeploymentId; run: RunId }
  /** A volume is full that was not, or the other way round. */
  | { type: 'volumes.measured' }
  /** Work beside the plan ended, well or not. */
  | { type: 'work.ended'; key: string }
  /** What would be reported of a deployment is different. */
  | { type: 'status.changed'; deployment: DeploymentId };

export interface ServiceOnNetwork {
  deployment: DeploymentId;
  container: string;
  address: string;
}

/** Why something failed, in words, with what the process said. */
export interface Failure {
  reason: string;
  exitCode: number | null;
  logLines: string[];
}

/**
 * What happened that the dashboard is told, too. Not among them is what is written in a transaction
 * with its cause: `run.finished` by the journal, what became of events by gateway and outbox.
 */
type ToldFact = Exclude<
  AgentOwnEvent,
  { type: 'run.finished' | 'outbox.filling' | 'events.limited' | 'events.given-up' }
>;

export type Fact = LocalFact | ToldFact;
export type FactType = Fact['type'];

/** Where parts say what happened. */
export interface FactSink {
  append(fact: Fact): void;
}

/** A part that acts on what happened. */
export interface FactReader {
  hear(fact: Fact): void;
}

/** Where facts that the dashboard is told are kept until it has them. */
export interface FactKeeper {
  append(source: EventSource, body: ToldFact): unknown;
}

const told: Readonly<Record<ToldFact['type'], true>> = {
  'agent.started': true,
  'clock.agrees': true,
  'clock.differs': true,
  'link.distrusted': true,
  'drill.began': true,
  'drill.ended': true,
  'desired.applied': true,
  'service.starting': true,
  'service.answering': true,
  'service.exited': true,
  'service.removed': true,
  'service.failed': true,
  'service.drifted': true,
  'volume.filling': true,
  'volume.full': true,
  'thing.fired': true,
  'thing.failing': true,
  'thing.working': true,
  'run.step': true,
};
const isTold = (fact: Fact): fact is ToldFact => fact.type in told;

const ofTheAgent: EventSource = { deployment: null, nanoservice: null };

/**
 * What happens in the agent, in one order for all. Parts get the stream when they are made and
 * append to it; who reads, and in which order, is said once, after all are made. Invariants:
 *
 * - A fact that the dashboard is told is in the outbox, on the disk, when `append` returns, also
 *   when it was appended by a reader, and before anybody reads it.
 * - Readers hear facts one after the other, all of them in the order of `append`: a fact that a
 *   reader appends is heard after the one that it was hearing. When the outermost `append` returns,
 *   everything was heard.
 * - A reader that throws keeps no other from hearing; the outermost `append` throws its error then.
 */
export class FactStream implements FactSink {
  readonly #keeper: FactKeeper;
  readonly #waiting: Fact[] = [];
  #readers: readonly FactReader[] = [];
  #isTelling = false;

  constructor(keeper: FactKeeper) {
    this.#keeper = keeper;
  }

  /** Who reads from now on, in this order. */
  readBy(...readers: readonly FactReader[]): void {
    this.#readers = readers;
  }

  append(fact: Fact): void {
    if (isTold(fact)) this.#keeper.append(ofTheAgent, fact);
    this.#waiting.push(fact);
    if (!this.#isTelling) this.#tellAll();
  }

  #tellAll(): void {
    const errors: unknown[] = [];
    this.#isTelling = true;
    for (let fact = this.#waiting.shift(); fact !== undefined; fact = this.#waiting.shift()) {
      for (const reader of this.#readers) {
        try {
          reader.hear(fact);
        } catch (error) {
          errors.push(error);
        }
      }
    }
    this.#isTelling = false;
    if (errors.length > 0) throw errors[0];
  }
}
