import { type Clock, describeError, Serial } from '@nanoedge/base';
import type { DesiredState, GuardReport } from '@nanoedge/protocol';
import type { Logger } from 'pino';
import type { Engine } from '../../engine/engine.ts';
import type { Fact, FactReader } from '../../facts.ts';
import type { SetRules } from './nft.ts';
import { type GuardedBridge, rulesetOf } from './ruleset.ts';

/** When rules that the machine did not take are tried again. */
const againMs = 60_000;

export interface GuardPorts {
  device: string;
  engine: Pick<Engine, 'list'>;
  clock: Clock;
  log: Logger;
  set: SetRules;
  /** The device's bridge; null while it is not known. */
  bridge: () => GuardedBridge | null;
  /** Why this agent cannot set rules where the containers are; null: it can try. */
  elsewhere: string | null;
}

/**
 * Keeps containers to the peers that they may call. Invariant: rules follow the containers that run
 * and the newest desired state; where the machine takes none, that is reported and nothing else
 * changes.
 */
export class Guard implements FactReader {
  readonly #ports: GuardPorts;
  readonly #turn = new Serial();
  #desired: DesiredState | null = null;
  #set: string | null = null;
  #problem: string | null = null;
  #waiting = false;

  constructor(ports: GuardPorts) {
    this.#ports = ports;
    this.#problem = ports.elsewhere;
  }

  /** Null while nothing was tried. */
  report(): GuardReport | null {
    if (this.#set === null && this.#problem === null) return null;
    return { enforced: this.#problem === null, why: this.#problem };
  }

  hear(fact: Fact): void {
    if (fact.type === 'desired.accepted') this.#desired = fact.desired;
    if (
      fact.type === 'desired.accepted' ||
      fact.type === 'container.changed' ||
      fact.type === 'container.ended' ||
      fact.type === 'network.prepared' ||
      (fact.type === 'engine.stream' && fact.isOpen)
    )
      this.#follow();
  }

  /** What changes while rules are set is in the next ones. */
  #follow(): void {
    if (this.#ports.elsewhere !== null || this.#waiting) return;
    this.#waiting = true;
    void this.#turn.run(async () => {
      this.#waiting = false;
      try {
        await this.#apply();
      } catch (error) {
        this.#ports.log.warn({ reason: describeError(error) }, 'network rules were not set');
      }
    });
  }

  async #apply(): Promise<void> {
    const { device, engine, clock, log, set, bridge } = this.#ports;
    const [on, desired] = [bridge(), this.#desired];
    if (on === null || desired === null) return;
    const services = (await engine.list()).flatMap(({ deployment, address, state }) =>
      deployment === null || address === null || state !== 'running'
        ? []
        : [{ deployment, address }],
    );
    const ruleset = rulesetOf({ device, bridge: on, services, deployments: desired.deployments });
    if (ruleset === this.#set) return;
    const problem = await set(ruleset);
    if (problem === null) {
      if (this.#problem !== null) log.info('network rules are enforced again');
      this.#set = ruleset;
    } else {
      if (problem !== this.#problem)
        log.warn({ reason: problem }, 'network rules are not enforced');
      clock.after(againMs, () => this.#follow());
    }
    this.#problem = problem;
  }
}
