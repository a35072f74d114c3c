import { generate, parse, type ParsedPacket } from 'coap-packet';
import { readBlockOption } from '../blocks.ts';
import type { SecurityContext } from './security-context.ts';
import { encodeOption } from './option.ts';
import { additionalData, nonceOf, type RequestId, seal, unseal } from './seal.ts';

/** Larger than any datagram that is sent: what is too long is noticed where it is sent. */
const anyLength = 65_535;

/** Echo (RFC 9175 §2.2.1), which the parser has no name for. */
const echoOption = '252';

/** Options that stay readable for proxies (class U, RFC 8613 §4.1.2); all others are encrypted. */
const outerOnly = new Set(['Uri-Host', 'Uri-Port', 'Hop-Limit', 'Proxy-Uri', 'Proxy-Scheme']);

/** The part of an OSCORE option that goes with a message. */
type Header = Parameters<typeof encodeOption>[0];

export const isRequest = ({ code }: ParsedPacket): boolean =>
  code.startsWith('0.') && code !== '0.00';
export const isResponse = ({ code }: ParsedPacket): boolean => !code.startsWith('0.');

/** A datagram as a packet; null when it is none. */
export const parsePacket = (datagram: Buffer): ParsedPacket | null => {
  try {
    return parse(datagram);
  } catch {
    // Whoever is behind tells the sender what is wrong with it.
    return null;
  }
};

export const datagramOf = (packet: ParsedPacket): Buffer => generate(packet, anyLength);

/** The value of a packet's first option of a name. */
export const optionOf = (packet: ParsedPacket, name: string): Buffer | null =>
  packet.options.find((option) => String(option.name) === name)?.value ?? null;

export const echoOf = (packet: ParsedPacket): Buffer | null => optionOf(packet, echoOption);

/** The packet with this option as the only one of its name. */
export const withOption = (packet: ParsedPacket, name: string, value: Buffer): ParsedPacket => ({
  ...packet,
  options: [
    ...packet.options.filter((option) => String(option.name) !== name),
    { name: name as ParsedPacket['options'][number]['name'], value },
  ],
});

export const withEcho = (packet: ParsedPacket, value: Buffer): ParsedPacket =>
  withOption(packet, echoOption, value);

/**
 * Whether a request registers an observation. Clients of node-coap leave Observe on their requests
 * for the later blocks of a state.
 */
export const beginsObservation = (packet: ParsedPacket): boolean => {
  const observe = optionOf(packet, 'Observe');
  const block = optionOf(packet, 'Block2');
  const isLater = block !== null && (readBlockOption(block)?.num ?? 0) > 0;
  return observe !== null && observe.every((byte) => byte === 0) && !isLater;
};

/** Code, options and payload: what is encrypted (RFC 8613 §5.3). */
const plaintextOf = (packet: ParsedPacket): Buffer => {
  const inner = generate(
    {
      code: packet.code,
      messageId: 0,
      options: packet.options.filter(({ name }) => !outerOnly.has(String(name))),
      payload: packet.payload,
    },
    anyLength,
  );
  return Buffer.concat([inner.subarray(1, 2), inner.subarray(4)]);
};

/** The message of `packet` whose content is `plaintext`; null when that is not a message's. */
const insideOf = (packet: ParsedPacket, plaintext: Buffer): ParsedPacket | null => {
  const inner = parsePacket(
    Buffer.concat([
      Buffer.from([0x40]),
      plaintext.subarray(0, 1),
      Buffer.alloc(2),
      plaintext.subarray(1),
    ]),
  );
  if (inner === null || inner.code === '0.00') return null;
  const outer = packet.options.filter(({ name }) => outerOnly.has(String(name)));
  const nested = inner.options.some(({ name }) => String(name) === 'OSCORE');
  return nested
    ? null
    : {
        ...packet,
        code: inner.code,
        options: [...outer, ...inner.options],
        payload: inner.payload,
      };
};

/** The message that goes out in `packet`'s place. */
const wrap = (packet: ParsedPacket, header: Header, ciphertext: Buffer): Buffer => {
  const observe = optionOf(packet, 'Observe');
  const codes = isRequest(packet) ? ['0.02', '0.05'] : ['2.04', '2.05'];
  return datagramOf({
    ...packet,
    code: codes[observe === null ? 0 : 1] ?? '',
    options: [
      ...packet.options.filter(({ name }) => outerOnly.has(String(name))),
      ...(observe === null ? [] : [{ name: 'Observe' as const, value: observe }]),
      { name: 'OSCORE' as const, value: encodeOption(header) },
    ],
    payload: ciphertext,
  });
};

/** A protected request, and what its responses are bound to (RFC 8613 §8.1). */
export const protectRequest = (
  packet: ParsedPacket,
  context: SecurityContext,
  kidContext: Buffer | null,
): { datagram: Buffer; id: RequestId } => {
  const { senderKey: key, senderId: kid, commonIv } = context.keys;
  const piv = context.takePiv();
  const id = { kid, piv };
  const sealing = { key, nonce: nonceOf(commonIv, kid, piv), data: additionalData(id) };
  const ciphertext = seal(sealing, plaintextOf(packet));
  return { datagram: wrap(packet, { piv, kid, kidContext }, ciphertext), id };
};

/** The request inside a protected one; null when it was not made with these keys (§8.2). */
export const unprotectRequest = (
  packet: ParsedPacket,
  piv: Buffer,
  { keys }: SecurityContext,
): ParsedPacket | null => {
  const { recipientKey: key, recipientId: kid, commonIv } = keys;
  const data = additionalData({ kid, piv });
  const plaintext = unseal({ key, nonce: nonceOf(commonIv, kid, piv), data }, packet.payload);
  const inner = plaintext === null ? null : insideOf(packet, plaintext);
  return inner !== null && isRequest(inner) ? inner : null;
};

/** How a response is protected besides its keys. */
interface ResponseOptions {
  request: RequestId;
  /**
   * The response's own Partial IV. Only the one response to a request may do without: it is
   * encrypted with the request's nonce.
   */
  piv: Buffer | null;
  kidContext?: Buffer;
}

/** A protected response (RFC 8613 §8.3). */
export const protectResponse = (
  packet: ParsedPacket,
  { keys }: SecurityContext,
  { request, piv, kidContext }: ResponseOptions,
): Buffer => {
  const { senderKey: key, senderId, commonIv } = keys;
  const nonce =
    piv === null ? nonceOf(commonIv, request.kid, request.piv) : nonceOf(commonIv, senderId, piv);
  // A notification's inner Observe is empty; its order is that of the Partial IVs (§4.1.3.5.2)
  const inner =
    optionOf(packet, 'Observe') === null ? packet : withOption(packet, 'Observe', Buffer.alloc(0));
  const ciphertext = seal({ key, nonce, data: additionalData(request) }, plaintextOf(inner));
  return wrap(packet, { piv, kid: null, kidContext: kidContext ?? null }, ciphertext);
};

/** The response inside a protected one, or null when it does not answer `request` (§8.4). */
export const unprotectResponse = (
  packet: ParsedPacket,
  { keys }: SecurityContext,
  { request, piv }: { request: RequestId; piv: Buffer | null },
): ParsedPacket | null => {
  const { recipientKey: key, recipientId, commonIv } = keys;
  const nonce =
    piv === null
      ? nonceOf(commonIv, request.kid, request.piv)
      : nonceOf(commonIv, recipientId, piv);
  const plaintext = unseal({ key, nonce, data: additionalData(request) }, packet.payload);
  const inner = plaintext === null ? null : insideOf(packet, plaintext);
  if (inner === null || !isResponse(inner)) return null;
  // Whoever orders notifications by Observe gets the order of the Partial IVs
  return optionOf(inner, 'Observe') === null || piv === null
    ? inner
    : withOption(inner, 'Observe', piv.subarray(Math.max(0, piv.length - 3)));
};
