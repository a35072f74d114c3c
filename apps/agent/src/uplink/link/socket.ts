import { shownProxy } from '@nanoedge/base';
import { io, type Socket } from 'socket.io-client';
import * as z from 'zod/mini';
import {
  challengeText,
  freshNonce,
  LinkChannel,
  proofText,
  SealBroken,
  type SignText,
  verifierOf,
} from '@nanoedge/link';
import {
  ack,
  agentLinkVersion,
  agentNamespace,
  Challenge,
  LinkBusy,
  parse,
  type Ack,
} from '@nanoedge/protocol';
import { linkFailures } from '@nanoedge/words';
import { DashboardDistrusted, DashboardUnreachable, LinkRefused } from '../../errors.ts';
import type { DashboardWay } from './dashboard.ts';
import { type ProxyAnswer, tunnelThrough } from './tunnel.ts';

/** How long an acknowledgement may take before the session counts as lost. */
const ackTimeoutMs = 10_000;

export type Reply = (answer: Ack<unknown>) => void;

/** What the dashboard asks of a device, each with its answer. */
type Asked = 'desired' | 'simulate' | 'drill' | 'log' | 'calibrate' | 'screens';

export interface SocketListener {
  onChallenge(payload: unknown): void;
  /** What the dashboard says, for each kind. */
  on: Readonly<Record<Asked, (payload: unknown, reply: Reply) => void>>;
  /** The transport is gone, or never came; `refused` is the server's no. */
  onEnd(reason: string, refused: boolean): void;
  /** Somebody says what the dashboard did not. */
  onDistrust(error: DashboardDistrusted): void;
  /** The server is busy with others, and asks to come back. */
  onBusy(reason: string, comeBackMs: number): void;
}

/** The error of a connection that is to be made later. */
const Deferred = z.object({ data: LinkBusy });

/** What says of a failed connection that its certificate is not to be believed (OpenSSL, Node). */
const certificateCode = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/;

/** As the transport tells it: a cause in an event in an error. */
const Transported = z.object({ description: z.object({ error: z.object({ code: z.string() }) }) });

/** With what code a certificate was not believed; null: the connection failed otherwise. */
const certificateProblem = (error: Error): string | null => {
  const code = Transported.safeParse(error).data?.description.error.code ?? '';
  return certificateCode.test(code) ? code : null;
};

/** Who speaks for the device. */
export interface LinkSpeaker {
  device: string;
  site: string;
  sign: SignText;
}

const asked: readonly Asked[] = ['desired', 'simulate', 'drill', 'log', 'calibrate', 'screens'];

/**
 * One connection to the agents' namespace; it never reconnects, the link makes a new one. The only
 * user of socket.io.
 */
export class AgentSocket {
  readonly #socket: Socket;
  readonly #way: DashboardWay;
  readonly #speaker: LinkSpeaker;
  readonly #listener: SocketListener;
  readonly #nonce = freshNonce();
  #channel: LinkChannel | null = null;
  #proxyAnswer: number | null = null;
  #isClosed = false;

  constructor(way: DashboardWay, speaker: LinkSpeaker, listener: SocketListener) {
    this.#way = way;
    this.#speaker = speaker;
    this.#listener = listener;
    this.#socket = io(new URL(agentNamespace, way.url).href, {
      autoConnect: false,
      forceNew: true,
      reconnection: false,
      timeout: ackTimeoutMs,
      transports: ['websocket'],
      auth: { device: speaker.device, linkVersion: agentLinkVersion, nonce: this.#nonce },
      ...(way.ca === null ? {} : { ca: way.ca }),
    });
    this.#socket.on('challenge', (payload: unknown) => listener.onChallenge(payload));
    for (const event of asked)
      this.#socket.on(event, (message: unknown, acknowledge: unknown) =>
        this.#hear(event, message, acknowledge),
      );
    this.#socket.on('disconnect', (reason) => listener.onEnd(reason, false));
    // An error of the transport has a `type`; without one it is the server's middleware that said
    // no
    this.#socket.on('connect_error', (error) => {
      const busy = Deferred.safeParse(error);
      const certificate = certificateProblem(error);
      if (certificate !== null)
        listener.onDistrust(
          new DashboardDistrusted('other-authority', linkFailures.otherCertificate(certificate)),
        );
      else if (busy.success) listener.onBusy(error.message, busy.data.data.comeBackMs);
      else listener.onEnd(this.#why(error), !('type' in error) && error.message !== 'timeout');
    });
  }

  async connect(): Promise<void> {
    const { proxy } = this.#way;
    if (proxy !== null) {
      const agent = await tunnelThrough(proxy);
      agent.on('proxyConnect', ({ statusCode }: ProxyAnswer) => (this.#proxyAnswer = statusCode));
      // The client's types know only of a browser's
      Object.assign(this.#socket.io.opts, { agent });
    }
    if (!this.#isClosed) this.#socket.connect();
  }

  #why({ message }: Error): string {
    const { proxy } = this.#way;
    if (proxy === null) return message;
    const why =
      this.#proxyAnswer === null || this.#proxyAnswer === 200
        ? message
        : linkFailures.proxyAnswered(this.#proxyAnswer);
    return `${linkFailures.through(linkFailures.dashboard, shownProxy(proxy))}: ${why}`;
  }

  close(): void {
    this.#isClosed = true;
    this.#socket.removeAllListeners();
    this.#socket.disconnect();
  }

  /**
   * Answers a challenge, once it is seen to be the dashboard's; from then on everything is sealed.
   * Throws DashboardDistrusted, LinkRefused and DashboardUnreachable.
   */
  async prove(payload: unknown): Promise<void> {
    const { nonce, signature } = parse(Challenge, payload, 'challenge');
    const { device, site, sign } = this.#speaker;
    const binding = { device, agentNonce: this.#nonce, dashboardNonce: nonce };
    const verifies = verifierOf(this.#way.key);
    if (!verifies(challengeText(binding), signature))
      throw new DashboardDistrusted('other-dashboard', linkFailures.otherDashboard);
    // Whatever the dashboard says as soon as it knows us is sealed, and may come with the answer
    this.#channel = new LinkChannel({ side: 'agent', site, binding, sign, verifies });
    const proof = { signature: sign(proofText(binding)) };
    valueOf('prove', await this.#emit('prove', proof), z.object({}));
  }

  /**
   * Sends a message and waits for its acknowledgement. Throws LinkRefused for `ok: false`,
   * DashboardUnreachable when none came or the dashboard is in trouble itself, DashboardDistrusted
   * when somebody else answered.
   */
  async ask<T extends z.ZodMiniType>(
    event: string,
    payload: unknown,
    answer: T,
  ): Promise<z.output<T>> {
    const channel = this.#channel;
    if (channel === null) throw new DashboardUnreachable(linkFailures.noAcknowledgement(event));
    const sealed = channel.seal(event, payload);
    const raw = await this.#emit(event, sealed);
    return valueOf(
      event,
      trusted(() => channel.openAnswer(sealed.n, event, raw)),
      answer,
    );
  }

  async #emit(event: string, message: unknown): Promise<unknown> {
    try {
      return await this.#socket.timeout(ackTimeoutMs).emitWithAck(event, message);
    } catch (error) {
      throw new DashboardUnreachable(linkFailures.noAcknowledgement(event), { cause: error });
    }
  }

  #hear(event: Asked, message: unknown, acknowledge: unknown): void {
    const channel = this.#channel;
    try {
      if (channel === null) throw new SealBroken(linkFailures.tooEarly(event));
      const { n, payload } = channel.open(event, message);
      this.#listener.on[event](payload, (answer) => {
        if (typeof acknowledge !== 'function') return;
        Reflect.apply(acknowledge, undefined, [channel.sealAnswer(n, event, answer)]);
      });
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      this.#listener.onDistrust(new DashboardDistrusted('broken-seal', error.message));
    }
  }
}

/** What `open` reads, as the error of whoever must not be believed. */
const trusted = <T>(open: () => T): T => {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    throw new DashboardDistrusted('broken-seal', error.message);
  }
};

const valueOf = <T extends z.ZodMiniType>(event: string, raw: unknown, answer: T): z.output<T> => {
  const envelope = ack(z.unknown()).safeParse(raw);
  if (!envelope.success) throw new DashboardUnreachable(linkFailures.badAcknowledgement(event));
  if (!envelope.data.ok) {
    const { error, later = false } = envelope.data;
    throw later ? new DashboardUnreachable(error) : new LinkRefused(`${event}: ${error}`);
  }
  const value = answer.safeParse(envelope.data.value);
  if (!value.success) throw new DashboardUnreachable(linkFailures.badAcknowledgement(event));
  return value.data;
};
