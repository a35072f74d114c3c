import { generate, parse, type Packet, type ParsedPacket } from 'coap-packet';
import { ClientAssociation } from '../oscore/client-association.ts';
import { ClientShield } from '../oscore/client-shield.ts';
import type { Pairing } from '../oscore/pairing.ts';
import { PeerBook } from '../oscore/peer-book.ts';
import { ServerShield } from '../oscore/server-shield.ts';
import type { Endpoint } from '../oscore/shield.ts';

const here: Endpoint = { address: '10.0.0.1', port: 40_000 };
export const there: Endpoint = { address: '10.0.0.2', port: 5683 };

const secret = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
const [alice, hall] = [Buffer.from('a1'), Buffer.from('b0')];
export const asClient: Pairing = { peer: 'hall', secret, ownId: alice, peerId: hall };
export const asServer: Pairing = { peer: 'alice', secret, ownId: hall, peerId: alice };

const token = Buffer.from('01020304', 'hex');

export const packetOf = (datagram: Buffer | undefined | null): ParsedPacket => {
  if (datagram == null) throw new NothingThere('nothing was sent');
  return parse(datagram);
};

export const namedOption = (packet: ParsedPacket | undefined, name: string): Buffer | undefined =>
  packet?.options.find((option) => option.name === name)?.value;

export const request = (messageId: number, more: Partial<Packet> = {}): Buffer =>
  generate({
    code: 'GET',
    confirmable: true,
    messageId,
    token,
    options: [{ name: 'Uri-Path', value: Buffer.from('state') }],
    ...more,
  });

export const observing = (messageId: number): Buffer =>
  request(messageId, {
    options: [
      { name: 'Observe', value: Buffer.alloc(0) },
      { name: 'Uri-Path', value: Buffer.from('state') },
    ],
  });

export const response = (messageId: number, payload: string, more: Partial<Packet> = {}): Buffer =>
  generate({ code: '2.05', ack: true, messageId, token, payload: Buffer.from(payload), ...more });

export const notification = (messageId: number, payload: string): Buffer =>
  response(messageId, payload, {
    ack: false,
    confirmable: true,
    options: [{ name: 'Observe', value: Buffer.from([messageId]) }],
  });

/** A test asked for what did not happen. */
class NothingThere extends Error {}

/** Both ends with a wire between them that keeps all that passed. */
export const wired = (pairings: { client: Pairing; server: Pairing[] }) => {
  const wire: { datagram: Buffer; to: 'server' | 'client' }[] = [];
  const heard: { packet: ParsedPacket; peer: string | null }[] = [];
  const answers: ParsedPacket[] = [];
  const refused: string[] = [];
  let now = 0;
  const toServer = (datagram: Buffer): void => {
    wire.push({ datagram, to: 'server' });
    const { deliver, replies = [] } = server.incoming(datagram, here);
    if (deliver !== undefined)
      heard.push({ packet: packetOf(deliver.datagram), peer: deliver.peer });
    for (const reply of replies) toClient(reply);
  };
  const toClient = (datagram: Buffer): void => {
    wire.push({ datagram, to: 'client' });
    const { deliver, replies = [] } = client.incoming(datagram, there);
    if (deliver !== undefined) answers.push(packetOf(deliver.datagram));
    for (const reply of replies) toServer(reply);
  };
  const association = new ClientAssociation(pairings.client, () => now);
  let client = new ClientShield(() => association, toServer);
  let peers = new PeerBook(pairings.server);
  let server = new ServerShield(peers, (from) => refused.push(from));
  return {
    wire,
    heard,
    answers,
    refused,
    ask: (datagram: Buffer) => {
      const out = client.outgoing(datagram, there);
      if (out !== null) toServer(out);
      return out;
    },
    answer: (datagram: Buffer) => {
      const out = server.outgoing(datagram, here);
      if (out !== null) toClient(out);
      return out;
    },
    toServer,
    toClient,
    restartServer: () => {
      peers = new PeerBook(pairings.server);
      server = new ServerShield(peers, (from) => refused.push(from));
    },
    restartClient: () => {
      const again = new ClientAssociation(pairings.client, () => now);
      client = new ClientShield(() => again, toServer);
    },
    /** Who is heard from now on. */
    hear: (heardNow: Pairing[]) => peers.assign(heardNow),
    /** The message id of the last request that the server handed on. */
    lastId: (): number => {
      const last = heard.at(-1);
      if (last === undefined) throw new NothingThere('the server heard nothing');
      return last.packet.messageId;
    },
    /** The last datagram that went to the server. */
    lastToServer: (): Buffer => {
      const last = wire.findLast(({ to }) => to === 'server');
      if (last === undefined) throw new NothingThere('nothing went to the server');
      return last.datagram;
    },
    secondFlow: () => new ClientShield(() => association, toServer),
    pass: (ms: number) => {
      now += ms;
    },
  };
};

export const pair = () => wired({ client: asClient, server: [asServer] });
