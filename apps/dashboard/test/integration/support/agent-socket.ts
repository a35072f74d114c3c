import {
  challengeText,
  freshNonce,
  LinkChannel,
  proofText,
  type SignText,
  verifierOf,
} from '@nanoedge/link';
import { agentLinkVersion, Challenge, parse } from '@nanoedge/protocol';
import { io, type Socket } from 'socket.io-client';

/** By what each dashboard that runs here is known, by its address. */
export const dashboardKeys = new Map<string, string>();

type Answer = (answer: unknown) => void;

/**
 * A socket to the agents' namespace, as a device says that it is; it is lost once and for all. Once
 * it has proved who it is, everything is sealed.
 */
export class AgentSocket {
  /** As it is, for who does not keep to the protocol. */
  readonly raw: Socket;
  readonly #device: string;
  readonly #url: string;
  readonly #nonce = freshNonce();
  #channel: LinkChannel | null = null;

  constructor(
    url: string,
    device: string,
    { linkVersion = agentLinkVersion, ca }: { linkVersion?: number; ca?: string } = {},
  ) {
    this.#url = url;
    this.#device = device;
    this.raw = io(`${url}/agents`, {
      auth: { device, linkVersion, nonce: this.#nonce },
      ...(ca === undefined ? {} : { ca }),
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
  }

  get connected(): boolean {
    return this.raw.connected;
  }

  disconnect(): void {
    this.raw.disconnect();
  }

  once(event: 'challenge' | 'connect_error' | 'disconnect', hear: (said: never) => void): void {
    this.raw.once(event, (said: unknown) => hear(said as never));
  }

  /** Answers a challenge; throws when it is not the dashboard's. */
  async prove(payload: unknown, site: string, sign: SignText): Promise<unknown> {
    const { nonce, signature } = parse(Challenge, payload, 'challenge');
    const binding = { device: this.#device, agentNonce: this.#nonce, dashboardNonce: nonce };
    const verifies = verifierOf(dashboardKeys.get(this.#url) ?? '');
    if (!verifies(challengeText(binding), signature)) throw new Error('another dashboard');
    this.#channel = new LinkChannel({ side: 'agent', site, binding, sign, verifies });
    return this.raw.emitWithAck('prove', { signature: sign(proofText(binding)) });
  }

  on(event: string, hear: (payload: never, answer: Answer) => void): void {
    this.raw.on(event, (message: unknown, acknowledge: Answer) => {
      const channel = this.#proven();
      const { n, payload } = channel.open(event, message);
      hear(payload as never, (answer) => acknowledge(channel.sealAnswer(n, event, answer)));
    });
  }

  off(event: string): void {
    this.raw.off(event);
  }

  /** Says something, and waits for the answer. */
  async emitWithAck(event: string, payload: unknown, withinMs = 20_000): Promise<unknown> {
    const channel = this.#proven();
    const sealed = channel.seal(event, payload);
    const answer: unknown = await this.raw.timeout(withinMs).emitWithAck(event, sealed);
    return channel.openAnswer(sealed.n, event, answer);
  }

  #proven(): LinkChannel {
    if (this.#channel === null) throw new Error('prove first');
    return this.#channel;
  }
}
