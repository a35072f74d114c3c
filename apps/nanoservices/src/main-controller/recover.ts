import { type Cancel, type Clock, describeError } from '@nanoedge/base';
import { GuidanceState, SessionsState } from '@nanoedge/protocol';
import type { CoapClient, Log } from '@nanoedge/coap';
import type { MainControllerConfig } from './manifest.ts';
import type { ControllerInput } from './model.ts';

const retryMs = 1000;

export interface RecoverTools {
  client: CoapClient;
  clock: Clock;
  log: Log;
  config: MainControllerConfig;
  peer: (name: string) => string;
  dispatch: (input: ControllerInput) => void;
}

/**
 * Asks the peers what an earlier run left with them. A peer that is away is asked again until its
 * leases from that run have ended anyway.
 */
export class Recovery {
  readonly #tools: RecoverTools;
  readonly #timers = new Set<Cancel>();
  #stopped = false;

  constructor(tools: RecoverTools) {
    this.#tools = tools;
  }

  start(): void {
    const { config, clock } = this.#tools;
    const until = clock.monotonic() + config.leaseSeconds * 1000;
    this.#attempt(() => this.#guidance(), until);
    for (const name of new Set(config.rooms.map(({ display }) => display)))
      this.#attempt(() => this.#sessions(name), until);
  }

  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#timers) cancel();
  }

  async #guidance(): Promise<void> {
    const { client, config, peer, dispatch } = this.#tools;
    const { guidance } = await client.request(
      { url: peer(config.guidance), path: '/guidance', method: 'GET' },
      GuidanceState,
    );
    if (guidance.length > 0 && !this.#stopped) dispatch({ kind: 'guidance-restored', guidance });
  }

  async #sessions(display: string): Promise<void> {
    const { client, peer, dispatch } = this.#tools;
    const { sessions } = await client.request(
      { url: peer(display), path: '/sessions', method: 'GET' },
      SessionsState,
    );
    if (sessions.length > 0 && !this.#stopped) dispatch({ kind: 'sessions-restored', sessions });
  }

  #attempt(task: () => Promise<void>, until: number): void {
    const { clock, log } = this.#tools;
    task().catch((error: unknown) => {
      if (this.#stopped || clock.monotonic() >= until) return;
      log.warn('earlier run not known yet', { reason: describeError(error) });
      const cancel = clock.after(retryMs, () => {
        this.#timers.delete(cancel);
        this.#attempt(task, until);
      });
      this.#timers.add(cancel);
    });
  }
}
