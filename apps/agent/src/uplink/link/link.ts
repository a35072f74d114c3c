import { type Clock, sleep } from '@nanoedge/base';
import type { Logger } from 'pino';
import { linkDelayMs, refusedDelayMs, turnDelayMs } from '../../time/back-off.ts';
import { LinkSession, type LinkSessionPorts } from './session.ts';
import type { LinkState, SessionEnd } from './state.ts';

export interface LinkPorts extends Omit<LinkSessionPorts, 'onState'> {
  clock: Clock;
  log: Logger;
  random: () => number;
  /** Resolves when nothing keeps the device from its dashboard. */
  permitted: (signal: AbortSignal) => Promise<void>;
  onState: (state: LinkState) => void;
}

/**
 * A session that was online for this long resets the back-off; shorter ones are a dashboard in
 * trouble.
 */
const steadyMs = 5_000;

const delayMs = (end: SessionEnd, attempt: number, random: () => number): number => {
  if (end.comeBackMs !== null) return turnDelayMs(end.comeBackMs, random);
  return end.kind === 'refused' ? refusedDelayMs(random) : linkDelayMs(attempt, random);
};

/** Keeps the agent connected to its dashboard. Nothing at the edge waits for it. */
export class Link {
  readonly #ports: LinkPorts;
  #state: LinkState = 'waiting';
  #session: LinkSession | null = null;
  #restart = new AbortController();
  #lastRefusal: string | null = null;

  constructor(ports: LinkPorts) {
    this.#ports = ports;
  }

  get state(): LinkState {
    return this.#state;
  }

  reportChanged(): void {
    this.#session?.reportChanged();
  }

  /** Ends the session and greets again at once: what the hello said is no longer true. */
  greetAgain(): void {
    this.#restart.abort();
  }

  /** Connects and reconnects until `signal` aborts. */
  async start(signal: AbortSignal): Promise<void> {
    const { clock, log, random } = this.#ports;
    let attempt = 0;
    while (!signal.aborted) {
      if (!(await this.#isPermitted(signal))) break;
      this.#restart = new AbortController();
      const either = AbortSignal.any([signal, this.#restart.signal]);
      this.#session = new LinkSession({ ...this.#ports, onState: (state) => this.#enter(state) });
      const end = await this.#session.run(either);
      this.#session = null;
      if (signal.aborted) break;
      if (end.onlineMs !== null) {
        if (end.onlineMs > steadyMs) attempt = 0;
        this.#lastRefusal = null;
        log.warn({ reason: end.reason }, 'lost the dashboard');
      }
      if (end.comeBackMs !== null) log.info({ reason: end.reason }, 'the dashboard is busy');
      else if (end.onlineMs === null && end.reason !== this.#lastRefusal) {
        this.#lastRefusal = end.reason;
        if (end.kind === 'refused')
          log.error(
            { reason: end.reason },
            'the dashboard refuses this device; trying again every minute',
          );
        else log.warn({ reason: end.reason }, 'the dashboard cannot be worked with now');
      }
      this.#enter(end.kind === 'refused' ? 'refused' : 'waiting');
      if (this.#restart.signal.aborted) continue;
      await sleep(clock, delayMs(end, attempt, random), either);
      if (end.comeBackMs === null) attempt += 1;
    }
    this.#enter('stopped');
  }

  /** Waits until a drill is over; false when `signal` aborted meanwhile. */
  async #isPermitted(signal: AbortSignal): Promise<boolean> {
    await this.#ports.permitted(signal);
    return !signal.aborted;
  }

  #enter(state: LinkState): void {
    if (state === this.#state) return;
    this.#state = state;
    if (state === 'online') this.#ports.log.info('connected to the dashboard');
    this.#ports.onState(state);
  }
}
