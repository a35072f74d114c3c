import type { InvalidMessage } from '@nanoedge/protocol';

/** CoAP's largest block, and the size from which we send in blocks (RFC 7959). */
export const blockBytes = 1024;

/** `szx` of 1024-byte blocks. */
const blockExponent = 6;

/** The value of a Block1 or Block2 option (RFC 7959 §2.2): 0 to 3 bytes, big-endian. */
export const blockOption = (num: number, more: boolean): Buffer => {
  const value = (num << 4) | (more ? 8 : 0) | blockExponent;
  if (num < 16) return Buffer.from([value]);
  if (num < 4096) return Buffer.from([value >> 8, value & 255]);
  return Buffer.from([value >> 16, (value >> 8) & 255, value & 255]);
};

/** What a Block option asks for, or null when it is not one. */
export const readBlockOption = (value: Buffer): { num: number; bytes: number } | null => {
  if (value.length > 3) return null;
  const bits = value.reduce((sum, byte) => sum * 256 + byte, 0);
  if ((bits & 7) === 7) return null;
  return { num: bits >> 4, bytes: 2 ** ((bits & 7) + 4) };
};

/**
 * node-coap's own ETag of a body, so that the blocks which it serves and the ones we send agree.
 */
export const entityTag = (body: Buffer): Buffer => {
  const tag = [0, 0];
  body.forEach((byte, index) => {
    tag[index % 2] = (tag[index % 2] ?? 0) ^ byte;
  });
  return Buffer.from(tag);
};

export const encodeJson = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** The diagnostic for a body that its schema refused, without the name of the message in front. */
export const invalidDiagnostic = (error: InvalidMessage): { error: string; field?: string } =>
  error.field === '' ? { error: error.message } : { error: error.message, field: error.field };
