import { describeError, sleep } from '@nanoedge/base';
import type { Logger } from 'pino';
import { linkDelayMs, refusedDelayMs, turnDelayMs } from '../../time/back-off.ts';
import { LinkSession, type LinkSessionPorts } from './session.ts';
import type { LinkState, SessionEnd } from './state.ts';

export interface LinkPorts extends Omit<LinkSessionPorts, 'onState'> {
  log: Logger;
  random: () => number;
  /** Resolves when nothing keeps the device from its dashboard. */
  permitted: (signal: AbortSignal) => Promise<void>;
  /** Enrols again where somebody asked for it. Throws LinkRefused and DashboardUnreachable. */
  rejoin: (signal: AbortSignal) => Promise<void>;
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
      const end = await this.#serve(either);
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

  async #serve(signal: AbortSignal): Promise<SessionEnd> {
    try {
      await this.#ports.rejoin(signal);
    } catch (error) {
      // As it was before it was asked, as far as that goes
      this.#ports.log.warn({ reason: describeError(error) }, 'could not enrol again');
    }
    this.#session = new LinkSession({ ...this.#ports, onState: (state) => this.#enter(state) });
    try {
      return await this.#session.run(signal);
    } finally {
      this.#session = null;
    }
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
