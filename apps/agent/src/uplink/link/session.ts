import { type Clock, describeError, type TimeAnswer } from '@nanoedge/base';
import * as z from 'zod/mini';
import {
  agentLink,
  CalibrateRequest,
  Challenge,
  challengeText,
  DesiredState,
  DrillCommand,
  InvalidMessage,
  parse,
  LogRequest,
  SimulateCommand,
  type Ack,
  type CalibrationState,
  type DrillAnswer,
  type EpochMs,
  type Hello,
  type LogAnswer,
  type ReportedState,
} from '@nanoedge/protocol';
import { CalibrationRefused, EngineUnreachable, LinkRefused } from '../../errors.ts';
import type { Outbox } from '../../edge/outbox/outbox.ts';
import type { Identity } from '../../store/identity.ts';
import { EventPump } from './event-pump.ts';
import { ReportPump } from './report-pump.ts';
import { AgentSocket } from './socket.ts';
import type { LinkState, SessionEnd } from './state.ts';

/** What a device says of itself. */
export interface DeviceAccount {
  report: () => Promise<ReportedState>;
  /** The last lines of a deployment's log. Throws EngineUnreachable. */
  readLog: (request: LogRequest) => Promise<LogAnswer>;
  /** Throws EngineUnreachable and CalibrationRefused. */
  calibrate: (request: CalibrateRequest) => Promise<CalibrationState>;
}

export interface LinkSessionPorts {
  dashboardUrl: string;
  proxy?: string | null;
  device: string;
  identity: Pick<Identity, 'sign'>;
  outbox: Outbox;
  clock: Clock;
  hello: () => Hello;
  tell: DeviceAccount;
  /**
   * Stores and applies a document; answers the revision that counts now. Throws InvalidMessage when
   * it is for somebody else.
   */
  accept: (desired: DesiredState) => number;
  simulate: (command: SimulateCommand) => void;
  drill: (command: DrillCommand) => DrillAnswer;
  /** The dashboard said what time it is. */
  onTime: (answer: TimeAnswer) => void;
  onState: (state: LinkState) => void;
}

/** What the dashboard is told of an error; only what it can do something about by its words. */
const refusalOf = (error: unknown): { ok: false; error: string } => ({
  ok: false,
  error:
    error instanceof InvalidMessage ||
    error instanceof EngineUnreachable ||
    error instanceof CalibrationRefused
      ? error.message
      : 'the agent failed',
});

/**
 * From connect to disconnect: challenge, proof, hello, then events and reports until the connection
 * ends.
 */
export class LinkSession {
  readonly #ports: LinkSessionPorts;
  readonly #socket: AgentSocket;
  readonly #end = Promise.withResolvers<SessionEnd>();
  #onlineSince: number | null = null;
  #events: EventPump | null = null;
  #reports: ReportPump | null = null;

  constructor(ports: LinkSessionPorts) {
    this.#ports = ports;
    this.#socket = new AgentSocket(
      { url: ports.dashboardUrl, proxy: ports.proxy ?? null },
      ports.device,
      {
        onChallenge: (payload) => void this.#greet(payload),
        onDesired: (payload, reply) => reply(this.#answer(() => this.#accept(payload))),
        onSimulate: (payload, reply) => reply(this.#answer(() => this.#simulate(payload))),
        onDrill: (payload, reply) => reply(this.#answer(() => this.#drill(payload))),
        onLog: (payload, reply) =>
          void this.#told(() => ports.tell.readLog(parse(LogRequest, payload, 'log'))).then(reply),
        onCalibrate: (payload, reply) =>
          void this.#told(() =>
            ports.tell.calibrate(parse(CalibrateRequest, payload, 'calibration')),
          ).then(reply),
        onEnd: (reason, refused) => this.#finish(refused ? 'refused' : 'lost', reason),
        onBusy: (reason, comeBackMs) => this.#finish('lost', reason, comeBackMs),
      },
    );
  }

  /** Resolves when the session ended, with the reason; `signal` ends it. */
  async run(signal: AbortSignal): Promise<SessionEnd> {
    const stop = (): void => this.#finish('lost', 'stopped');
    signal.addEventListener('abort', stop, { once: true });
    this.#ports.onState('connecting');
    this.#socket.connect().catch((error: unknown) => this.#finish('lost', describeError(error)));
    if (signal.aborted) stop();
    const end = await this.#end.promise;
    signal.removeEventListener('abort', stop);
    this.#events?.stop();
    this.#reports?.stop();
    this.#socket.close();
    return end;
  }

  reportChanged(): void {
    this.#reports?.changed();
  }

  async #greet(payload: unknown): Promise<void> {
    const [ports, socket] = [this.#ports, this.#socket];
    let proven = false;
    try {
      ports.onState('proving');
      const { nonce } = parse(Challenge, payload, 'challenge');
      await socket.ask(
        'prove',
        { signature: ports.identity.sign(challengeText(ports.device, nonce)) },
        z.object({}),
      );
      proven = true;
      ports.onState('greeting');
      const { ackedSeq, desired } = await this.#timed(async () =>
        socket.ask('hello', ports.hello(), agentLink.hello.answer),
      );
      ports.outbox.resume(ackedSeq);
      ports.accept(desired);
      this.#goOnline(ackedSeq);
    } catch (error) {
      // Once the proof was taken, a no is the dashboard's trouble of the moment, not a verdict on
      // the device
      const refused = error instanceof InvalidMessage || (error instanceof LinkRefused && !proven);
      this.#finish(refused ? 'refused' : 'lost', describeError(error));
    }
  }

  #goOnline(ackedSeq: number): void {
    const { outbox, clock, tell, onState } = this.#ports;
    // A dashboard that cannot store something now has not refused the device
    const onFailure = (error: unknown): void => this.#finish('lost', describeError(error));
    this.#onlineSince = clock.monotonic();
    onState('online');
    this.#events = new EventPump(
      {
        outbox,
        clock,
        onFailure,
        send: async (events) =>
          (await this.#socket.ask('events', { events }, agentLink.events.answer)).ackedSeq,
      },
      ackedSeq,
    );
    this.#reports = new ReportPump({
      clock,
      onFailure,
      build: tell.report,
      send: async (reported) => {
        const { answer } = agentLink.reported;
        await this.#timed(async () => this.#socket.ask('reported', reported, answer));
      },
    });
    this.#events.start();
    this.#reports.start();
  }

  /** Asks, and compares clocks by the answer. */
  async #timed<T extends { now?: EpochMs | undefined }>(ask: () => Promise<T>): Promise<T> {
    const { clock, onTime } = this.#ports;
    const askedAt = clock.monotonic();
    const answer = await ask();
    if (answer.now !== undefined) onTime({ now: answer.now, tookMs: clock.monotonic() - askedAt });
    return answer;
  }

  #accept(payload: unknown): { revision: number } {
    return { revision: this.#ports.accept(parse(DesiredState, payload, 'desired state')) };
  }

  #simulate(payload: unknown): object {
    this.#ports.simulate(parse(SimulateCommand, payload, 'simulation'));
    return {};
  }

  #drill(payload: unknown): DrillAnswer {
    return this.#ports.drill(parse(DrillCommand, payload, 'drill'));
  }

  async #told<T>(ask: () => Promise<T>): Promise<Ack<T>> {
    try {
      return { ok: true, value: await ask() };
    } catch (error) {
      return refusalOf(error);
    }
  }

  #answer(work: () => unknown): Ack<unknown> {
    try {
      return { ok: true, value: work() };
    } catch (error) {
      return refusalOf(error);
    }
  }

  #finish(kind: SessionEnd['kind'], reason: string, comeBackMs: number | null = null): void {
    const onlineMs =
      this.#onlineSince === null ? null : this.#ports.clock.monotonic() - this.#onlineSince;
    this.#end.resolve({ kind, reason, onlineMs, comeBackMs });
  }
}
