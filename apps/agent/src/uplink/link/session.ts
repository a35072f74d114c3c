import { describeError, type TimeAnswer } from '@nanoedge/base';
import * as z from 'zod/mini';
import {
  agentLink,
  CalibrateRequest,
  DesiredState,
  DrillCommand,
  InvalidMessage,
  LinkObjection,
  parse,
  LogRequest,
  ScreensRequest,
  SimulateCommand,
  type Ack,
  type CalibrationState,
  type DrillAnswer,
  type EpochMs,
  type Hello,
  type LogAnswer,
  type ReportedState,
  type ScreensState,
} from '@nanoedge/protocol';
import { linkFailures } from '@nanoedge/words';
import { DashboardDistrusted, LinkRefused } from '../../errors.ts';
import type { Outbox } from '../../edge/outbox/outbox.ts';
import { type DashboardAccess, wayTo } from './dashboard.ts';
import type { DocumentIntake } from './document-intake.ts';
import { EventPump } from './event-pump.ts';
import { ReportPump } from './report-pump.ts';
import { refusalOf } from './refusal-of.ts';
import { AgentSocket, type SocketListener } from './socket.ts';
import type { LinkState, SessionEnd } from './state.ts';

/** What a device says of itself. */
export interface DeviceAccount {
  report: () => Promise<ReportedState>;
  /** The last lines of a deployment's log. Throws EngineUnreachable. */
  readLog: (request: LogRequest) => Promise<LogAnswer>;
  /** Throws EngineUnreachable and CalibrationRefused. */
  calibrate: (request: CalibrateRequest) => Promise<CalibrationState>;
  /** Throws ScreensRefused. */
  screens: (request: ScreensRequest) => ScreensState;
}

export interface LinkSessionPorts extends DashboardAccess {
  outbox: Outbox;
  hello: () => Hello;
  tell: DeviceAccount;
  intake: DocumentIntake;
  /** Who answered is not believed. */
  onDistrust: (error: DashboardDistrusted) => void;
  simulate: (command: SimulateCommand) => void;
  drill: (command: DrillCommand) => DrillAnswer;
  /** The dashboard said what time it is. */
  onTime: (answer: TimeAnswer) => void;
  onState: (state: LinkState) => void;
}

/**
 * From connect to disconnect: challenge, proof, hello, then events and reports until the connection
 * ends.
 */
export class LinkSession {
  readonly #ports: LinkSessionPorts;
  #socket: AgentSocket | null = null;
  readonly #end = Promise.withResolvers<SessionEnd>();
  #onlineSince: number | null = null;
  #events: EventPump | null = null;
  #reports: ReportPump | null = null;

  constructor(ports: LinkSessionPorts) {
    this.#ports = ports;
  }

  /** Throws LinkRefused where this device does not know its dashboard. */
  #open(): AgentSocket {
    const { device, identity } = this.#ports;
    const speaker = { device, site: identity.site, sign: (text: string) => identity.sign(text) };
    return new AgentSocket(wayTo(this.#ports), speaker, this.#listener());
  }

  #listener(): SocketListener {
    const { tell } = this.#ports;
    return {
      onChallenge: (payload) => void this.#greet(payload),
      on: {
        desired: (payload, reply) => reply(this.#answer(() => this.#accept(payload))),
        simulate: (payload, reply) => reply(this.#answer(() => this.#simulate(payload))),
        drill: (payload, reply) => reply(this.#answer(() => this.#drill(payload))),
        screens: (payload, reply) =>
          reply(this.#answer(() => tell.screens(parse(ScreensRequest, payload, 'screens')))),
        log: (payload, reply) =>
          void this.#told(() => tell.readLog(parse(LogRequest, payload, 'log'))).then(reply),
        calibrate: (payload, reply) =>
          void this.#told(() =>
            tell.calibrate(parse(CalibrateRequest, payload, 'calibration')),
          ).then(reply),
      },
      onEnd: (reason, refused) => this.#finish(refused ? 'refused' : 'lost', reason),
      onDistrust: (error) => this.#distrust(error),
      onBusy: (reason, comeBackMs) => this.#finish('lost', reason, comeBackMs),
    };
  }

  /** Resolves when the session ended, with the reason; `signal` ends it. */
  async run(signal: AbortSignal): Promise<SessionEnd> {
    const stop = (): void => this.#finish('lost', 'stopped');
    signal.addEventListener('abort', stop, { once: true });
    this.#ports.onState('connecting');
    try {
      this.#socket = this.#open();
      this.#socket.connect().catch((error: unknown) => this.#finish('lost', describeError(error)));
    } catch (error) {
      this.#finish('refused', describeError(error));
    }
    if (signal.aborted) stop();
    const end = await this.#end.promise;
    signal.removeEventListener('abort', stop);
    this.#events?.stop();
    this.#reports?.stop();
    this.#socket?.close();
    return end;
  }

  reportChanged(): void {
    this.#reports?.changed();
  }

  async #greet(payload: unknown): Promise<void> {
    const [ports, socket] = [this.#ports, this.#socket];
    if (socket === null) return;
    let proven = false;
    const before = ports.intake.revision ?? 0;
    try {
      ports.onState('proving');
      await socket.prove(payload);
      proven = true;
      ports.onState('greeting');
      const { ackedSeq, desired } = await this.#timed(async () =>
        socket.ask('hello', ports.hello(), agentLink.hello.answer),
      );
      if (await this.#resume(socket, ackedSeq, { desired, before }))
        this.#goOnline(socket, ackedSeq);
    } catch (error) {
      if (error instanceof DashboardDistrusted) {
        this.#distrust(error);
        return;
      }
      // Once the proof was taken, a no is the dashboard's trouble of the moment, not a verdict on
      // the device
      const refused = error instanceof InvalidMessage || (error instanceof LinkRefused && !proven);
      this.#finish(refused ? 'refused' : 'lost', describeError(error));
    }
  }

  /** Goes on from where the dashboard says that it stands; false when that cannot be. */
  async #resume(
    socket: AgentSocket,
    ackedSeq: number,
    { desired, before }: { desired: DesiredState; before: number },
  ): Promise<boolean> {
    const { outbox, intake } = this.#ports;
    const anew = intake.startsOver(desired);
    try {
      const isBeyond = outbox.knowsAcks && ackedSeq > outbox.lastSeq();
      if (isBeyond && !anew)
        throw new DashboardDistrusted(
          'ack-beyond',
          linkFailures.ackBeyond(ackedSeq, outbox.lastSeq()),
        );
      if (isBeyond) outbox.startOver(ackedSeq);
      else outbox.resume(ackedSeq);
      intake.accept(desired);
      if (desired.revision < before && !anew)
        throw new DashboardDistrusted(
          'revision-behind',
          linkFailures.revisionBehind(desired.revision, before),
        );
      return true;
    } catch (error) {
      if (!(error instanceof DashboardDistrusted)) throw error;
      this.#ports.onDistrust(error);
      await this.#object(socket, error);
      // What it should do stays as it is; what it has to say is still heard
      if (error.reason !== 'ack-beyond') return true;
      this.#finish('refused', error.message);
      return false;
    }
  }

  /** Tells the dashboard why it is not followed, where that is about what it knows. */
  async #object(socket: AgentSocket, { reason }: DashboardDistrusted): Promise<void> {
    const objection = LinkObjection.safeParse({ reason });
    if (objection.success) await socket.ask('objection', objection.data, z.object({}));
  }

  #distrust(error: DashboardDistrusted): void {
    this.#ports.onDistrust(error);
    // An address that somebody took is soon the dashboard's again, which said no to nothing
    this.#finish(error.reason === 'other-authority' ? 'lost' : 'refused', error.message);
  }

  #goOnline(socket: AgentSocket, ackedSeq: number): void {
    const { outbox, clock, tell, onState } = this.#ports;
    // A dashboard that cannot store something now has not refused the device
    const onFailure = (error: unknown): void =>
      error instanceof DashboardDistrusted
        ? this.#distrust(error)
        : this.#finish('lost', describeError(error));
    this.#onlineSince = clock.monotonic();
    onState('online');
    this.#events = new EventPump(
      {
        outbox,
        clock,
        onFailure,
        send: async (events) => {
          const { answer } = agentLink.events;
          const { ackedSeq: stored } = await socket.ask('events', { events }, answer);
          if (stored > (events.at(-1)?.seq ?? 0))
            throw new DashboardDistrusted(
              'ack-beyond',
              linkFailures.ackBeyond(stored, outbox.lastSeq()),
            );
          return stored;
        },
      },
      ackedSeq,
    );
    this.#reports = new ReportPump({
      clock,
      onFailure,
      build: tell.report,
      send: async (reported) => {
        const { answer } = agentLink.reported;
        await this.#timed(async () => socket.ask('reported', reported, answer));
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
    try {
      return { revision: this.#ports.intake.accept(parse(DesiredState, payload, 'desired state')) };
    } catch (error) {
      if (error instanceof DashboardDistrusted) this.#ports.onDistrust(error);
      throw error;
    }
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
