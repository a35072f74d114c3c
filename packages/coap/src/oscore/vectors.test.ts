import { describe, expect, it } from 'vitest';
import { deriveKeys } from './keys.ts';
import { protectRequest, protectResponse, unprotectRequest, unprotectResponse } from './packet.ts';
import { decodeOption } from './option.ts';
import { nonceOf, requestId } from './seal.ts';
import { pivOf, SecurityContext } from './security-context.ts';
import { optionNumber, optionOf, readMessage, writeMessage } from './wire.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const packetOf = (text: string) => {
  const packet = readMessage(hex(text));
  if (packet === null) throw new Error('the vector is no CoAP message');
  return packet;
};

const secret = hex('0102030405060708090a0b0c0d0e0f10');
const salt = hex('9e7ca92223786340');

/** RFC 8613, C.1 to C.3: the inputs as the client sees them, and what is derived. */
const derivations = [
  {
    vector: 'C.1',
    input: { secret, salt, idContext: null, client: '', server: '01' },
    clientKey: 'f0910ed7295e6ad4b54fc793154302ff',
    serverKey: 'ffb14e093c94c9cac9471648b4f98710',
    commonIv: '4622d4dd6d944168eefb54987c',
    clientNonce: '4622d4dd6d944168eefb54987c',
    serverNonce: '4722d4dd6d944169eefb54987c',
  },
  {
    vector: 'C.2',
    input: { secret, idContext: null, client: '00', server: '01' },
    clientKey: '321b26943253c7ffb6003b0b64d74041',
    serverKey: 'e57b5635815177cd679ab4bcec9d7dda',
    commonIv: 'be35ae297d2dace910c52e99f9',
    clientNonce: 'bf35ae297d2dace910c52e99f9',
    serverNonce: 'bf35ae297d2dace810c52e99f9',
  },
  {
    vector: 'C.3',
    input: { secret, salt, idContext: hex('37cbf3210017a2d3'), client: '', server: '01' },
    clientKey: 'af2a1300a5e95788b356336eeecd2b92',
    serverKey: 'e39a0c7c77b43f03b4b39ab9a268699f',
    commonIv: '2ca58fb85ff1b81c0b7181b85e',
    clientNonce: '2ca58fb85ff1b81c0b7181b85e',
    serverNonce: '2da58fb85ff1b81d0b7181b85e',
  },
];

const inputs = (vector: string) => {
  const found = derivations.find((one) => one.vector === vector);
  if (found === undefined) throw new Error(`no ${vector}`);
  const { client, server, ...common } = found.input;
  return {
    client: { ...common, senderId: hex(client), recipientId: hex(server) },
    server: { ...common, senderId: hex(server), recipientId: hex(client) },
  };
};

describe('the key derivations of RFC 8613, C.1 to C.3', () => {
  it.each(derivations)('$vector gives both ends the same keys', (expected) => {
    const { client, server } = inputs(expected.vector);
    const [ofClient, ofServer] = [deriveKeys(client), deriveKeys(server)];
    expect(ofClient.senderKey).toEqual(hex(expected.clientKey));
    expect(ofClient.recipientKey).toEqual(hex(expected.serverKey));
    expect(ofClient.commonIv).toEqual(hex(expected.commonIv));
    expect(ofServer.senderKey).toEqual(hex(expected.serverKey));
    expect(ofServer.recipientKey).toEqual(hex(expected.clientKey));
    expect(ofServer.commonIv).toEqual(hex(expected.commonIv));
    const zero = pivOf(0);
    expect(nonceOf(ofClient.commonIv, ofClient.senderId, zero)).toEqual(hex(expected.clientNonce));
    expect(nonceOf(ofServer.commonIv, ofServer.senderId, zero)).toEqual(hex(expected.serverNonce));
  });
});

/** RFC 8613, C.4 to C.6. */
const requests = [
  {
    vector: 'C.4',
    keys: 'C.1',
    plain: '44015d1f00003974396c6f63616c686f737483747631',
    sealed: '44025d1f00003974396c6f63616c686f7374620914ff612f1092f1776f1c1668b3825e',
    kidContext: null,
  },
  {
    vector: 'C.5',
    keys: 'C.2',
    plain: '440171c30000b932396c6f63616c686f737483747631',
    sealed: '440271c30000b932396c6f63616c686f737463091400ff4ed339a5a379b0b8bc731fffb0',
    kidContext: null,
  },
  {
    vector: 'C.6',
    keys: 'C.3',
    plain: '44012f8eef9bbf7a396c6f63616c686f737483747631',
    sealed:
      '44022f8eef9bbf7a396c6f63616c686f73746b19140837cbf3210017a2d3ff72cd7273fd331ac45cffbe55c3',
    kidContext: hex('37cbf3210017a2d3'),
  },
];

describe('the requests of RFC 8613, C.4 to C.6', () => {
  it.each(requests)(
    '$vector is protected to the very bytes',
    ({ keys, plain, sealed, kidContext }) => {
      const context = new SecurityContext(inputs(keys).client, 20);
      const { datagram, id } = protectRequest(packetOf(plain), context, kidContext);
      expect(datagram.toString('hex')).toBe(sealed);
      expect(id.piv).toEqual(Buffer.from([20]));
    },
  );

  it.each(requests)('$vector is understood by the server', ({ keys, plain, sealed }) => {
    const packet = packetOf(sealed);
    const option = decodeOption(optionOf(packet, optionNumber.oscore) ?? Buffer.alloc(0));
    const context = new SecurityContext(inputs(keys).server);
    const id = requestId(context.keys.recipientId, option?.piv ?? Buffer.alloc(0));
    const inner = unprotectRequest(packet, id, context);
    if (inner === null) throw new Error('the request was not understood');
    expect(writeMessage(inner).toString('hex')).toBe(plain);
  });

  it('binds to the additional data that C.4 gives', () => {
    const { data } = requestId(Buffer.alloc(0), Buffer.from([20]));
    expect(data.toString('hex')).toBe('8368456e63727970743040488501810a40411440');
  });
});

/** RFC 8613, C.7 and C.8: answers to the request of C.4. */
const responses = [
  {
    vector: 'C.7',
    piv: null,
    sealed: '64445d1f0000397490ffdbaad1e9a7e7b2a813d3c31524378303cdafae119106',
  },
  {
    vector: 'C.8',
    piv: pivOf(0),
    sealed: '64445d1f00003974920100ff4d4c13669384b67354b2b6175ff4b8658c666a6cf88e',
  },
];
const hello = '64455d1f00003974ff48656c6c6f20576f726c6421';
const request = requestId(Buffer.alloc(0), Buffer.from([20]));

describe('the responses of RFC 8613, C.7 and C.8', () => {
  it.each(responses)('$vector is protected to the very bytes', ({ piv, sealed }) => {
    const context = new SecurityContext(inputs('C.1').server);
    const datagram = protectResponse(packetOf(hello), context, { request, piv });
    expect(datagram.toString('hex')).toBe(sealed);
  });

  it.each(responses)('$vector is understood by the client', ({ piv, sealed }) => {
    const context = new SecurityContext(inputs('C.1').client);
    const inner = unprotectResponse(packetOf(sealed), context, { request, piv });
    if (inner === null) throw new Error('the response was not understood');
    expect(writeMessage(inner).toString('hex')).toBe(hello);
  });

  it('is not taken for the answer to another request', () => {
    const context = new SecurityContext(inputs('C.1').client);
    const other = requestId(Buffer.alloc(0), Buffer.from([21]));
    const [{ sealed }] = responses as [(typeof responses)[0]];
    expect(unprotectResponse(packetOf(sealed), context, { request: other, piv: null })).toBeNull();
  });
});
