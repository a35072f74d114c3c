import { readBlockOption } from '../blocks.ts';
import { encodeOption, type OscoreOption } from './option.ts';
import { nonceOf, type RequestId, requestId, seal, unseal } from './seal.ts';
import type { SecurityContext } from './security-context.ts';
import {
  isRequest,
  isResponse,
  optionNumber,
  optionOf,
  readPlaintext,
  type WireMessage,
  type WireOption,
  withOption,
  writeMessage,
  writePlaintext,
} from './wire.ts';

const noBytes = Buffer.alloc(0);

/** What stands outside (RFC 8613 §4.2): POST and 2.04, and with Observe FETCH and 2.05. */
const outerCode = { request: 0x02, observe: 0x05, response: 0x44, notification: 0x45 } as const;

/** Options that stay readable for proxies (class U, RFC 8613 §4.1.2); all others are encrypted. */
const isOuter = ({ number }: WireOption): boolean =>
  number === optionNumber.uriHost ||
  number === optionNumber.uriPort ||
  number === optionNumber.hopLimit ||
  number === optionNumber.proxyUri ||
  number === optionNumber.proxyScheme;
const isInner = (option: WireOption): boolean => !isOuter(option);

const none: WireOption[] = [];

/** Those that stay outside; mostly none. */
const outerOf = ({ options }: WireMessage): WireOption[] =>
  options.some(isOuter) ? options.filter(isOuter) : none;

/**
 * Whether a request registers an observation. Clients of node-coap leave Observe on their requests
 * for the later blocks of a state.
 */
export const beginsObservation = (message: WireMessage): boolean => {
  const observe = optionOf(message, optionNumber.observe);
  const block = optionOf(message, optionNumber.block2);
  const isLater = block !== null && (readBlockOption(block)?.num ?? 0) > 0;
  return observe !== null && observe.every((byte) => byte === 0) && !isLater;
};

const plaintextOf = (message: WireMessage, open: readonly WireOption[]): Buffer =>
  writePlaintext(
    open.length === 0 ? message : { ...message, options: message.options.filter(isInner) },
  );

const inOrder = (options: WireOption[]): WireOption[] =>
  options.sort((one, other) => one.number - other.number);

/** The message of `outer` whose content is `plaintext`; null when that is not a message's. */
const insideOf = (outer: WireMessage, plaintext: Buffer): WireMessage | null => {
  const inner = readPlaintext(plaintext);
  if (inner === null || optionOf(inner, optionNumber.oscore) !== null) return null;
  const open = outerOf(outer);
  return {
    type: outer.type,
    code: inner.code,
    messageId: outer.messageId,
    token: outer.token,
    options: open.length === 0 ? inner.options : inOrder([...open, ...inner.options]),
    payload: inner.payload,
  };
};

/** The message that goes out in the place of another, whose options `open` stay outside. */
const wrap = (
  message: WireMessage,
  open: readonly WireOption[],
  { header, ciphertext }: { header: OscoreOption; ciphertext: Buffer },
): Buffer => {
  const observe = optionOf(message, optionNumber.observe);
  const request = isRequest(message);
  const plain = request ? outerCode.request : outerCode.response;
  const observed = request ? outerCode.observe : outerCode.notification;
  const option = { number: optionNumber.oscore, value: encodeOption(header) };
  const options =
    observe === null ? [option] : [{ number: optionNumber.observe, value: observe }, option];
  return writeMessage({
    type: message.type,
    code: observe === null ? plain : observed,
    messageId: message.messageId,
    token: message.token,
    options: open.length === 0 ? options : inOrder([...open, ...options]),
    payload: ciphertext,
  });
};

/** A protected request, and what its responses are bound to (RFC 8613 §8.1). */
export const protectRequest = (
  message: WireMessage,
  context: SecurityContext,
  kidContext: Buffer | null,
): { datagram: Buffer; id: RequestId } => {
  const { senderKey: key, senderId: kid, commonIv } = context.keys;
  const piv = context.takePiv();
  const id = requestId(kid, piv);
  const sealing = { key, nonce: nonceOf(commonIv, kid, piv), data: id.data };
  const open = outerOf(message);
  const ciphertext = seal(sealing, plaintextOf(message, open));
  return { datagram: wrap(message, open, { header: { piv, kid, kidContext }, ciphertext }), id };
};

/** The request inside a protected one; null when it was not made with these keys (§8.2). */
export const unprotectRequest = (
  message: WireMessage,
  id: RequestId,
  { keys }: SecurityContext,
): WireMessage | null => {
  const { recipientKey: key, commonIv } = keys;
  const nonce = nonceOf(commonIv, id.kid, id.piv);
  const plaintext = unseal({ key, nonce, data: id.data }, message.payload);
  const inner = plaintext === null ? null : insideOf(message, plaintext);
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
  message: WireMessage,
  { keys }: SecurityContext,
  { request, piv, kidContext }: ResponseOptions,
): Buffer => {
  const { senderKey: key, senderId, commonIv } = keys;
  const nonce =
    piv === null ? nonceOf(commonIv, request.kid, request.piv) : nonceOf(commonIv, senderId, piv);
  // A notification's inner Observe is empty; its order is that of the Partial IVs (§4.1.3.5.2)
  const inner =
    optionOf(message, optionNumber.observe) === null
      ? message
      : withOption(message, { number: optionNumber.observe, value: noBytes });
  const open = outerOf(message);
  const ciphertext = seal({ key, nonce, data: request.data }, plaintextOf(inner, open));
  const header = { piv, kid: null, kidContext: kidContext ?? null };
  return wrap(message, open, { header, ciphertext });
};

/** The response inside a protected one, or null when it does not answer `request` (§8.4). */
export const unprotectResponse = (
  message: WireMessage,
  { keys }: SecurityContext,
  { request, piv }: { request: RequestId; piv: Buffer | null },
): WireMessage | null => {
  const { recipientKey: key, recipientId, commonIv } = keys;
  const nonce =
    piv === null
      ? nonceOf(commonIv, request.kid, request.piv)
      : nonceOf(commonIv, recipientId, piv);
  const plaintext = unseal({ key, nonce, data: request.data }, message.payload);
  const inner = plaintext === null ? null : insideOf(message, plaintext);
  if (inner === null || !isResponse(inner)) return null;
  // Whoever orders notifications by Observe gets the order of the Partial IVs
  return optionOf(inner, optionNumber.observe) === null || piv === null
    ? inner
    : withOption(inner, {
        number: optionNumber.observe,
        value: piv.subarray(Math.max(0, piv.length - 3)),
      });
};
