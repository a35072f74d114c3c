import { shownProxy } from '@nanoedge/base';
import { io, type Socket } from 'socket.io-client';
import * as z from 'zod/mini';
import { ack, agentLinkVersion, agentNamespace, LinkBusy, type Ack } from '@nanoedge/protocol';
import { linkFailures } from '@nanoedge/words';
import { DashboardUnreachable, LinkRefused } from '../../errors.ts';
import { type ProxyAnswer, tunnelThrough } from './tunnel.ts';

/** How long an acknowledgement may take before the session counts as lost. */
const ackTimeoutMs = 10_000;

type Reply = (answer: Ack<unknown>) => void;

export interface SocketListener {
  onChallenge(payload: unknown): void;
  onDesired(payload: unknown, reply: Reply): void;
  onSimulate(payload: unknown, reply: Reply): void;
  onDrill(payload: unknown, reply: Reply): void;
  onLog(payload: unknown, reply: Reply): void;
  onCalibrate(payload: unknown, reply: Reply): void;
  /** The transport is gone, or never came; `refused` is the server's no. */
  onEnd(reason: string, refused: boolean): void;
  /** The server is busy with others, and asks to come back. */
  onBusy(reason: string, comeBackMs: number): void;
}

/** The error of a connection that is to be made later. */
const Deferred = z.object({ data: LinkBusy });

/** Where the dashboard is, and the HTTP proxy on the way there. */
export interface DashboardWay {
  url: string;
  proxy: string | null;
}

const noReply: Reply = () => undefined;
const replyOf = (candidate: unknown): Reply =>
  typeof candidate === 'function'
    ? (answer) => void Reflect.apply(candidate, undefined, [answer])
    : noReply;

/**
 * One connection to the agents' namespace; it never reconnects, the link makes a new one. The only
 * user of socket.io.
 */
export class AgentSocket {
  readonly #socket: Socket;
  readonly #proxy: string | null;
  #proxyAnswer: number | null = null;
  #isClosed = false;

  constructor({ url, proxy }: DashboardWay, device: string, listener: SocketListener) {
    this.#proxy = proxy;
    this.#socket = io(new URL(agentNamespace, url).href, {
      autoConnect: false,
      forceNew: true,
      reconnection: false,
      timeout: ackTimeoutMs,
      transports: ['websocket'],
      auth: { device, linkVersion: agentLinkVersion },
    });
    this.#socket.on('challenge', (payload: unknown) => listener.onChallenge(payload));
    this.#socket.on('desired', (payload: unknown, reply: unknown) =>
      listener.onDesired(payload, replyOf(reply)),
    );
    this.#socket.on('simulate', (payload: unknown, reply: unknown) =>
      listener.onSimulate(payload, replyOf(reply)),
    );
    this.#socket.on('drill', (payload: unknown, reply: unknown) =>
      listener.onDrill(payload, replyOf(reply)),
    );
    this.#socket.on('log', (payload: unknown, reply: unknown) =>
      listener.onLog(payload, replyOf(reply)),
    );
    this.#socket.on('calibrate', (payload: unknown, reply: unknown) =>
      listener.onCalibrate(payload, replyOf(reply)),
    );
    this.#socket.on('disconnect', (reason) => listener.onEnd(reason, false));
    // An error of the transport has a `type`; without one it is the server's middleware that said
    // no
    this.#socket.on('connect_error', (error) => {
      const busy = Deferred.safeParse(error);
      if (busy.success) listener.onBusy(error.message, busy.data.data.comeBackMs);
      else listener.onEnd(this.#why(error), !('type' in error) && error.message !== 'timeout');
    });
  }

  async connect(): Promise<void> {
    if (this.#proxy !== null) {
      const agent = await tunnelThrough(this.#proxy);
      agent.on('proxyConnect', ({ statusCode }: ProxyAnswer) => (this.#proxyAnswer = statusCode));
      // The client's types know only of a browser's
      Object.assign(this.#socket.io.opts, { agent });
    }
    if (!this.#isClosed) this.#socket.connect();
  }

  #why({ message }: Error): string {
    if (this.#proxy === null) return message;
    const why =
      this.#proxyAnswer === null || this.#proxyAnswer === 200
        ? message
        : linkFailures.proxyAnswered(this.#proxyAnswer);
    return `${linkFailures.through(linkFailures.dashboard, shownProxy(this.#proxy))}: ${why}`;
  }

  close(): void {
    this.#isClosed = true;
    this.#socket.removeAllListeners();
    this.#socket.disconnect();
  }

  /**
   * Sends a message and waits for its acknowledgement. Throws LinkRefused for `ok: false`,
   * DashboardUnreachable when none came or the dashboard is in trouble itself.
   */
  async ask<T extends z.ZodMiniType>(
    event: string,
    payload: unknown,
    answer: T,
  ): Promise<z.output<T>> {
    let raw: unknown;
    try {
      raw = await this.#socket.timeout(ackTimeoutMs).emitWithAck(event, payload);
    } catch (error) {
      throw new DashboardUnreachable(linkFailures.noAcknowledgement(event), { cause: error });
    }
    const envelope = ack(z.unknown()).safeParse(raw);
    if (!envelope.success) throw new DashboardUnreachable(linkFailures.badAcknowledgement(event));
    if (!envelope.data.ok) {
      const { error, later = false } = envelope.data;
      throw later ? new DashboardUnreachable(error) : new LinkRefused(`${event}: ${error}`);
    }
    const value = answer.safeParse(envelope.data.value);
    if (!value.success) throw new DashboardUnreachable(linkFailures.badAcknowledgement(event));
    return value.data;
  }
}
