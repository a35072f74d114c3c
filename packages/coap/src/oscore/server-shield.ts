import { largestDatagram } from '../blocks.ts';
import { BoundedMap } from './bounded-map.ts';
import { decodeOption } from './option.ts';
import { beginsObservation, protectResponse } from './packet.ts';
import type { PeerBook } from './peer-book.ts';
import type { RequestId } from './seal.ts';
import type { SecurityContext } from './security-context.ts';
import type { ServerAssociation } from './server-association.ts';
import {
  bareAnswer,
  isRequest,
  isResponse,
  messageCode,
  messageType,
  optionNumber,
  optionOf,
  readMessage,
  type WireMessage,
  writeMessage,
} from './wire.ts';
import { type Endpoint, exchangeKey, messageKey, type Received, type Shield } from './shield.ts';

/** Exchanges that are remembered, and repeats that are recognised, each of all peers together. */
const mostExchanges = 256;
const mostRepeats = 64;

/** What an answer is bound to. */
interface Bound {
  association: ServerAssociation;
  context: SecurityContext;
  id: RequestId;
}

/** The requests of one endpoint with one token. */
interface Exchange {
  latest: Bound & { messageId: number; answered: boolean };
  /** The one that began an observation. */
  observed: Bound | null;
}

/** A datagram as it came and what was sent for it, or as it was to be sent and how it went out. */
interface Repeat {
  datagram: Buffer;
  sent: Buffer | null;
}

/**
 * A server's side of OSCORE: hands on what a peer was proven to have sent, and nothing else. No
 * answer leaves without protection but the code 2.05 to `GET /health`, and one that says why not.
 */
export class ServerShield implements Shield {
  readonly #peers: PeerBook;
  readonly #exchanges = new BoundedMap<Exchange>(mostExchanges);
  readonly #heard = new BoundedMap<Repeat>(mostRepeats);
  readonly #told = new BoundedMap<Repeat>(mostRepeats);

  readonly #refused: (from: string) => void;

  /** `peers` may speak here; `refused` is called with the address of each request of somebody else. */
  constructor(peers: PeerBook, refused: (from: string) => void) {
    this.#peers = peers;
    this.#refused = refused;
  }

  incoming(datagram: Buffer, from: Endpoint): Received {
    if (datagram.length > largestDatagram) return {};
    const packet = readMessage(datagram);
    // A reset is nobody's proof that he wants no more; one who is gone does not acknowledge
    if (packet === null || packet.type === messageType.reset || isResponse(packet)) return {};
    if (!isRequest(packet)) return { deliver: { datagram, peer: null } };
    const value = optionOf(packet, optionNumber.oscore);
    if (value === null) {
      return isHealthRequest(packet)
        ? { replies: [bare(packet, messageCode.content)] }
        : this.#refuse(packet, messageCode.unauthorized, from);
    }
    const option = decodeOption(value);
    if (option === null) return this.#refuse(packet, messageCode.badOption, from);
    const repeated = this.#heard.get(messageKey(from, packet.messageId));
    if (repeated?.datagram.equals(datagram) === true)
      return repeated.sent === null ? {} : { replies: [repeated.sent] };
    const association = this.#peers.find(option.kid);
    if (association === null) return this.#refuse(packet, messageCode.unauthorized, from);
    const opened = association.open(packet, option);
    if (opened === 'ignore') return {};
    if ('answer' in opened) return { replies: [opened.answer] };
    if ('refuse' in opened) return this.#refuse(packet, opened.refuse, from);
    this.#heard.set(messageKey(from, packet.messageId), { datagram, sent: null });
    const { context, id } = opened;
    this.#remember(from, opened.packet, { association, context, id });
    return { deliver: { datagram: writeMessage(opened.packet), peer: association.peer } };
  }

  outgoing(datagram: Buffer, to: Endpoint): Buffer | null {
    const packet = readMessage(datagram);
    if (packet === null || isRequest(packet)) return null;
    if (!isResponse(packet)) return this.#sent(to, packet, datagram);
    const key = messageKey(to, packet.messageId);
    const repeated = this.#told.get(key);
    if (repeated?.datagram.equals(datagram) === true) return repeated.sent;
    const bound = this.#boundOf(packet, to);
    if (bound === null) return null;
    const { association, context, id } = bound;
    // Whoever is not heard any more is told nothing either
    if (!this.#peers.has(association)) return null;
    const sealed = protectResponse(packet, context, { request: id, piv: context.takePiv() });
    this.#told.set(key, { datagram, sent: sealed });
    return this.#sent(to, packet, sealed);
  }

  #refuse(packet: WireMessage, code: number, from: Endpoint): Received {
    this.#refused(from.address);
    return { replies: [bare(packet, code)] };
  }

  /** Notes what was sent for a request, for those who did not hear it and repeat themselves. */
  #sent(to: Endpoint, packet: WireMessage, datagram: Buffer): Buffer {
    const isAnswer = packet.type === messageType.acknowledgement;
    const heard = isAnswer ? this.#heard.get(messageKey(to, packet.messageId)) : undefined;
    if (heard !== undefined) heard.sent = datagram;
    return datagram;
  }

  #remember(from: Endpoint, packet: WireMessage, bound: Bound): void {
    const key = exchangeKey(from, packet);
    this.#told.delete(messageKey(from, packet.messageId));
    const known = this.#exchanges.get(key);
    this.#exchanges.set(key, {
      latest: { ...bound, messageId: packet.messageId, answered: false },
      observed: beginsObservation(packet) ? bound : (known?.observed ?? null),
    });
  }

  /** Which request a response answers. */
  #boundOf(packet: WireMessage, to: Endpoint): Bound | null {
    const exchange = this.#exchanges.get(exchangeKey(to, packet));
    if (exchange === undefined) return null;
    const { latest, observed } = exchange;
    const isLatest =
      packet.type === messageType.acknowledgement
        ? packet.messageId === latest.messageId
        : !latest.answered && optionOf(packet, optionNumber.observe) === null;
    if (!isLatest && observed !== null) return observed;
    latest.answered = true;
    return latest;
  }
}

const healthPath = Buffer.from('health');

/** An unprotected answer without a payload. */
const bare = (request: WireMessage, code: number): Buffer =>
  writeMessage(bareAnswer(request, code));

const isHealthRequest = (request: WireMessage): boolean =>
  request.code === messageCode.get &&
  request.options.length === 1 &&
  optionOf(request, optionNumber.uriPath)?.equals(healthPath) === true;
