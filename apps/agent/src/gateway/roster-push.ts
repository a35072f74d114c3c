import type { Roster } from '@nanoedge/protocol';
import type { Logger } from 'pino';
import { describeError } from '../errors.ts';
import { sleep, type Clock } from '../time/clock.ts';
import { linkDelayMs } from '../time/back-off.ts';

export interface RosterPorts {
  clock: Clock;
  log: Logger;
  /** Puts a roster to the authentication-engine at `address`. */
  send: (address: string, roster: Roster) => Promise<void>;
}

/** Keeps authentication-engine's roster current: pushes once per container start and roster revision, until it was taken. */
export class RosterPush {
  readonly #ports: RosterPorts;
  #roster: Roster | null = null;
  #engine: { container: string; address: string } | null = null;
  #delivered = '';
  #attempt = new AbortController();

  constructor(ports: RosterPorts) {
    this.#ports = ports;
  }

  get roster(): Roster | null {
    return this.#roster;
  }

  assign(roster: Roster | null): void {
    this.#roster = roster;
    this.#push();
  }

  /** authentication-engine answers at this address since just now, or it is gone (null). */
  engineAt(engine: { container: string; address: string } | null): void {
    this.#engine = engine;
    this.#delivered = '';
    this.#push();
  }

  stop(): void {
    this.#attempt.abort();
  }

  #push(): void {
    this.#attempt.abort();
    this.#attempt = new AbortController();
    void this.#deliver(this.#attempt.signal);
  }

  async #deliver(signal: AbortSignal): Promise<void> {
    const [roster, engine] = [this.#roster, this.#engine];
    if (roster === null || engine === null) return;
    const delivery = `${engine.container} ${JSON.stringify(roster)}`;
    for (let attempt = 0; !signal.aborted && this.#delivered !== delivery; attempt += 1) {
      try {
        await this.#ports.send(engine.address, roster);
        if (signal.aborted) return;
        this.#delivered = delivery;
        this.#ports.log.info(
          { revision: roster.revision, people: roster.people.length, meetings: roster.meetings.length },
          'roster delivered',
        );
      } catch (error) {
        if (signal.aborted) return;
        this.#ports.log.warn({ reason: describeError(error) }, 'authentication-engine did not take the roster');
        await sleep(
          this.#ports.clock,
          linkDelayMs(attempt, () => 1),
          signal,
        );
      }
    }
  }
}
