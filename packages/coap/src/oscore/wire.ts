import { randomBytes } from 'node:crypto';

/** An option of a message, by its number. */
export interface WireOption {
  number: number;
  value: Buffer;
}

/**
 * A CoAP message (RFC 7252 §3). Every message that is protected is taken apart and put together four
 * times; on the nano runtime `coap-packet`, which names options and codes in words, takes longer
 * for that than all the rest.
 */
export interface WireMessage {
  /** 0 confirmable, 1 not, 2 acknowledgement, 3 reset. */
  type: number;
  /** Class and detail in one byte: 0x45 is 2.05. */
  code: number;
  messageId: number;
  token: Buffer;
  /** In the order of their numbers. */
  options: WireOption[];
  payload: Buffer;
}

export const messageType = { confirmable: 0, other: 1, acknowledgement: 2, reset: 3 } as const;

/** The codes that are spoken of here. */
export const messageCode = {
  empty: 0x00,
  get: 0x01,
  content: 0x45,
  badRequest: 0x80,
  unauthorized: 0x81,
  badOption: 0x82,
} as const;

/** The first code that says that something failed. */
export const firstFailure = messageCode.badRequest;

export const optionNumber = {
  uriHost: 3,
  observe: 6,
  uriPort: 7,
  oscore: 9,
  uriPath: 11,
  hopLimit: 16,
  block2: 23,
  proxyUri: 35,
  proxyScheme: 39,
  echo: 252,
} as const;

const noBytes = Buffer.alloc(0);
const payloadMarker = 0xff;
const longestToken = 8;

/** The four bits of a delta or a length, and the bytes that go on with it (RFC 7252 §3.1). */
const nibbleOf = (value: number): number => (value < 13 ? value : value < 269 ? 13 : 14);
const extraOf = (value: number): number => (value < 13 ? 0 : value < 269 ? 1 : 2);

/** How many bytes an option's delta or length takes beyond its four bits; NaN where that is none. */
const extraBytes = (nibble: number): number =>
  nibble < 13 ? 0 : nibble === 13 ? 1 : nibble === 14 ? 2 : Number.NaN;

/** The delta or length that four bits and the bytes from `at` on say; NaN where those are missing. */
const extended = (bytes: Buffer, nibble: number, at: number): number => {
  if (nibble < 13) return nibble;
  const high = bytes[at] ?? Number.NaN;
  return nibble === 13 ? 13 + high : 269 + high * 256 + (bytes[at + 1] ?? Number.NaN);
};

/** Options and payload from `at` on; null when they are malformed. */
const readContent = (
  bytes: Buffer,
  start: number,
): Pick<WireMessage, 'options' | 'payload'> | null => {
  const options: WireOption[] = [];
  const end = bytes.length;
  let at = start;
  let number = 0;
  while (at < end) {
    const first = bytes[at++] ?? payloadMarker;
    if (first === payloadMarker)
      return at === end ? null : { options, payload: bytes.subarray(at) };
    const delta = first >> 4;
    const size = first & 15;
    number += extended(bytes, delta, at);
    at += extraBytes(delta);
    const length = extended(bytes, size, at);
    at += extraBytes(size);
    // Also where something that was cut off is not a number
    if (!(at + length <= end)) return null;
    options.push({ number, value: bytes.subarray(at, at + length) });
    at += length;
  }
  return { options, payload: noBytes };
};

/** A datagram as a message; null when it is none. */
export const readMessage = (datagram: Buffer): WireMessage | null => {
  // By index: on the nano runtime, taking a list apart costs more than all the rest here
  const first = datagram[0] ?? 0;
  const code = datagram[1] ?? 0;
  const tokenLength = first & 15;
  const start = 4 + tokenLength;
  if (first >> 6 !== 1 || tokenLength > longestToken || datagram.length < start) return null;
  if (code === 0 && datagram.length > 4) return null;
  const content = readContent(datagram, start);
  if (content === null) return null;
  return {
    type: (first >> 4) & 3,
    code,
    messageId: ((datagram[2] ?? 0) << 8) | (datagram[3] ?? 0),
    token: datagram.subarray(4, start),
    options: content.options,
    payload: content.payload,
  };
};

/** Writes options and payload into `out` from `at` on. */
const writeContent = (out: Buffer, start: number, { options, payload }: WireMessage): void => {
  let at = start;
  let last = 0;
  const extend = (value: number): void => {
    if (value >= 269) {
      out.writeUInt16BE(value - 269, at);
      at += 2;
    } else if (value >= 13) out[at++] = value - 13;
  };
  for (const { number, value } of options) {
    const delta = number - last;
    out[at++] = (nibbleOf(delta) << 4) | nibbleOf(value.length);
    extend(delta);
    extend(value.length);
    out.set(value, at);
    at += value.length;
    last = number;
  }
  if (payload.length === 0) return;
  out[at++] = payloadMarker;
  out.set(payload, at);
};

const contentLength = ({ options, payload }: WireMessage): number => {
  let length = payload.length === 0 ? 0 : payload.length + 1;
  let last = 0;
  for (const { number, value } of options) {
    length += 1 + extraOf(number - last) + extraOf(value.length) + value.length;
    last = number;
  }
  return length;
};

export const writeMessage = (message: WireMessage): Buffer => {
  const { type, code, messageId, token } = message;
  const start = 4 + token.length;
  const out = Buffer.allocUnsafe(start + contentLength(message));
  out[0] = 0x40 | (type << 4) | token.length;
  out[1] = code;
  out.writeUInt16BE(messageId, 2);
  out.set(token, 4);
  writeContent(out, start, message);
  return out;
};

/** Code, options and payload alone: what OSCORE encrypts (RFC 8613 §5.3). */
export const writePlaintext = (message: WireMessage): Buffer => {
  const out = Buffer.allocUnsafe(1 + contentLength(message));
  out[0] = message.code;
  writeContent(out, 1, message);
  return out;
};

/** What `writePlaintext` wrote; null when it did not. */
export const readPlaintext = (
  plaintext: Buffer,
): Pick<WireMessage, 'code' | 'options' | 'payload'> | null => {
  const content = readContent(plaintext, 1);
  if (content === null) return null;
  return { code: plaintext[0] ?? 0, options: content.options, payload: content.payload };
};

export const isRequest = ({ code }: WireMessage): boolean => code > 0 && code < 32;
export const isResponse = ({ code }: WireMessage): boolean => code >= 32;

/** The value of a message's first option of a number. */
export const optionOf = (
  { options }: Pick<WireMessage, 'options'>,
  number: number,
): Buffer | null => options.find((option) => option.number === number)?.value ?? null;

/** An answer to a request that carries nothing but its code. */
export const bareAnswer = ({ type, messageId, token }: WireMessage, code: number): WireMessage => {
  const isConfirmable = type === messageType.confirmable;
  return {
    type: isConfirmable ? messageType.acknowledgement : messageType.other,
    code,
    messageId: isConfirmable ? messageId : randomBytes(2).readUInt16BE(0),
    token,
    options: [],
    payload: noBytes,
  };
};

/** The acknowledgement alone of a message. */
export const acknowledgementOf = (message: WireMessage): WireMessage => ({
  ...bareAnswer(message, messageCode.empty),
  token: noBytes,
});

/** The message with this option as the only one of its number. */
export const withOption = (message: WireMessage, option: WireOption): WireMessage => ({
  ...message,
  options: [...message.options.filter(({ number }) => number !== option.number), option].sort(
    (one, other) => one.number - other.number,
  ),
});
