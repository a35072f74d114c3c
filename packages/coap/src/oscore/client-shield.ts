import { randomBytes } from 'node:crypto';
import { BoundedMap } from './bounded-map.ts';
import type { ClientAssociation, SentRequest } from './client-association.ts';
import { decodeOption } from './option.ts';
import { beginsObservation, protectRequest, unprotectResponse } from './packet.ts';
import { type SecurityContext, sequenceOf } from './security-context.ts';
import {
  acknowledgementOf,
  firstFailure,
  isRequest,
  isResponse,
  messageCode,
  messageType,
  optionNumber,
  optionOf,
  readMessage,
  type WireMessage,
  withOption,
  writeMessage,
} from './wire.ts';
import { type Endpoint, exchangeKey, messageKey, type Received, type Shield } from './shield.ts';

/** Exchanges that are remembered. */
const mostExchanges = 256;
/** How often a request is made again, for fresh keys or for an Echo. */
const mostAgain = 3;

/** The requests with one token to one endpoint. */
interface Exchange {
  to: Endpoint;
  association: ClientAssociation;
  /** The latest request as it was given to us, and its packet as it is sent. */
  datagram: Buffer;
  packet: WireMessage;
  again: number;
  /** It was answered: whoever repeats an old challenge does not make us ask again. */
  answered: boolean;
  /** What it went out as; null while keys are agreed on. */
  out: Buffer | null;
  latest: SentRequest | null;
  /** The request that began an observation, and the newest notification's number. */
  observed: (SentRequest & { newest: number }) | null;
}

/** A client's side of OSCORE, for one flow to one peer. */
export class ClientShield implements Shield {
  readonly #associate: () => ClientAssociation | null;
  readonly #transmit: (datagram: Buffer, to: Endpoint) => void;
  readonly #exchanges = new BoundedMap<Exchange>(mostExchanges);
  /** Message ids of requests that were made again, and what they were at first. */
  readonly #aliases = new BoundedMap<number>(mostExchanges);

  /**
   * `associate` gives the association for the next request, null when there is none any more;
   * `transmit` sends what becomes possible later.
   */
  constructor(
    associate: () => ClientAssociation | null,
    transmit: (datagram: Buffer, to: Endpoint) => void,
  ) {
    this.#associate = associate;
    this.#transmit = transmit;
  }

  outgoing(datagram: Buffer, to: Endpoint): Buffer | null {
    const packet = readMessage(datagram);
    if (packet === null) return null;
    if (!isRequest(packet)) return datagram;
    const key = exchangeKey(to, packet);
    const known = this.#exchanges.get(key);
    if (known?.out != null && known.datagram.equals(datagram)) return known.out;
    const association = this.#associate();
    if (association === null) return null;
    const exchange: Exchange = {
      to,
      association,
      datagram,
      packet,
      again: 0,
      answered: false,
      out: null,
      latest: null,
      observed: known?.observed ?? null,
    };
    this.#exchanges.set(key, exchange);
    this.#send(exchange, packet.messageId);
    return exchange.out;
  }

  incoming(datagram: Buffer, from: Endpoint): Received {
    const packet = readMessage(datagram);
    if (packet === null) return {};
    if (!isResponse(packet)) return this.#deliver(packet, from);
    const exchange = this.#exchanges.get(exchangeKey(from, packet));
    if (exchange === undefined) return {};
    const value = optionOf(packet, optionNumber.oscore);
    // A peer that has no keys for us can say so, and no more
    if (value === null) return packet.code < firstFailure ? {} : this.#deliver(packet, from);
    const option = decodeOption(value);
    if (option === null) return {};
    const { piv, kidContext } = option;
    const { latest } = exchange;
    const { association } = exchange;
    if (latest !== null && kidContext !== null && !association.isFixed) {
      if (exchange.answered || !association.agree(packet, latest, { piv, kidContext })) return {};
      this.#makeAgain(exchange);
      return taken(packet);
    }
    const inner = this.#open(exchange, packet, piv);
    if (inner === null) return {};
    if (inner === 'repeated') return taken(packet);
    const mayEcho = inner.code === messageCode.unauthorized && !exchange.answered;
    const echo = mayEcho ? optionOf(inner, optionNumber.echo) : null;
    if (echo === null || exchange.again >= mostAgain) {
      exchange.answered = true;
      return this.#deliver(inner, from);
    }
    exchange.packet = withOption(exchange.packet, { number: optionNumber.echo, value: echo });
    this.#makeAgain(exchange);
    return taken(packet);
  }

  /** The response inside: to the latest request, or to the one that began an observation. */
  #open(
    exchange: Exchange,
    packet: WireMessage,
    piv: Buffer | null,
  ): WireMessage | 'repeated' | null {
    const { latest, observed } = exchange;
    for (const sent of [latest, observed]) {
      if (sent === null) continue;
      const inner = unprotectResponse(packet, sent.context, { request: sent.id, piv });
      if (inner === null) continue;
      if (observed === null || sent.id !== observed.id) return inner;
      // A first notification may go without a number, and is the oldest (§4.1.3.5.2)
      const number = piv === null ? -1 : sequenceOf(piv);
      if (number <= observed.newest) return 'repeated';
      observed.newest = number;
      return inner;
    }
    return null;
  }

  /** Sends a request with this message id, now or when there are keys. */
  #send(exchange: Exchange, messageId: number): void {
    const context = exchange.association.contextFor(() => {
      if (exchange.out !== null) return;
      this.#send(exchange, messageId);
      if (exchange.out !== null) this.#transmit(exchange.out, exchange.to);
    });
    if (context !== null) this.#protect(exchange, context, messageId);
  }

  #protect(exchange: Exchange, context: SecurityContext, messageId: number): void {
    const kidContext = exchange.association.kidContextOf(context);
    const packet = { ...exchange.packet, messageId };
    const { datagram, id } = protectRequest(packet, context, kidContext);
    exchange.out = datagram;
    exchange.latest = { context, id };
    if (beginsObservation(packet)) exchange.observed = { context, id, newest: -2 };
  }

  /** Makes a request again that the peer did not act on, as another message. */
  #makeAgain(exchange: Exchange): void {
    if (exchange.again >= mostAgain) return;
    exchange.again += 1;
    const messageId = randomBytes(2).readUInt16BE();
    this.#aliases.set(messageKey(exchange.to, messageId), exchange.packet.messageId);
    exchange.out = null;
    this.#send(exchange, messageId);
    if (exchange.out !== null) this.#transmit(exchange.out, exchange.to);
  }

  /** Hands a message on, under the message id that the request had at first. */
  #deliver(packet: WireMessage, from: Endpoint): Received {
    const isEnd = packet.type >= messageType.acknowledgement;
    const first = isEnd ? this.#aliases.get(messageKey(from, packet.messageId)) : undefined;
    const datagram = writeMessage(first === undefined ? packet : { ...packet, messageId: first });
    return { deliver: { datagram, peer: null } };
  }
}

/** For a message that nobody above sees: that it need not be sent again. */
const taken = (message: WireMessage): Received =>
  message.type === messageType.confirmable
    ? { replies: [writeMessage(acknowledgementOf(message))] }
    : {};
