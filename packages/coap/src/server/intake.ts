import { generate, parse, type ParsedPacket } from 'coap-packet';
import { largestDatagram, readBlockOption } from '../blocks.ts';
import type { Uploads } from './uploads.ts';

/** Who sent a datagram. */
interface Sender {
  address: string;
  port: number;
}

/** What becomes of a datagram: it is served, left without an answer, or answered by these bytes. */
export type IntakeVerdict = 'serve' | 'ignore' | Buffer;

/**
 * The critical options that a request may have here (RFC 7252 §5.10, RFC 7959). OSCORE's is not
 * among them: where it is spoken, it was taken off below.
 */
const known = new Set([
  'If-Match',
  'Uri-Host',
  'If-None-Match',
  'Uri-Port',
  'Uri-Path',
  'Uri-Query',
  'Accept',
  'Block2',
  'Block1',
  'Proxy-Uri',
  'Proxy-Scheme',
]);

/** The critical ones among the options that the parser has a name for, and we no use. */
const unknownNames = new Set([
  'OSCORE',
  'Q-Block1',
  'Q-Block2',
  'OCF-Accept-Content-Format-Version',
  'OCF-Content-Format-Version',
]);

/** Critical options have odd numbers (RFC 7252 §5.4.6); those without a name go by the number. */
const isUnknownCritical = (name: string): boolean =>
  unknownNames.has(name) || (!known.has(name) && Number(name) % 2 === 1);

const reset = (datagram: Buffer): Buffer =>
  Buffer.from([0x70, 0, datagram[2] ?? 0, datagram[3] ?? 0]);

const isConfirmable = (datagram: Buffer): boolean => (((datagram[0] ?? 0) >> 4) & 3) === 0;

/** A message that cannot be understood is reset when it asks for an answer, else ignored (§4.2). */
const reject = (datagram: Buffer): IntakeVerdict =>
  isConfirmable(datagram) ? reset(datagram) : 'ignore';

const answer = (packet: ParsedPacket, code: string): Buffer =>
  generate({
    code,
    confirmable: false,
    ack: packet.confirmable,
    messageId: packet.messageId,
    token: packet.token,
  });

const parsed = (datagram: Buffer): ParsedPacket | null => {
  try {
    return parse(datagram);
  } catch {
    // What is wrong with it is of no use to anybody: who sent it hears that it was not understood.
    return null;
  }
};

/** Sender, method and resource of a request. */
const targetOf = ({ code, options }: ParsedPacket, source: string): string => {
  const where = options.filter(({ name }) => name === 'Uri-Path' || name === 'Uri-Query');
  return [source, code, ...where.map(({ value }) => value.toString('hex'))].join('/');
};

/** Decides about each datagram before anything is kept or done for it. */
export const judgeDatagram = (datagram: Buffer, from: Sender, uploads: Uploads): IntakeVerdict => {
  // Shorter than a header, or another version: silently ignored (RFC 7252 §3)
  if (datagram.length > largestDatagram || datagram.length < 4 || (datagram[0] ?? 0) >> 6 !== 1)
    return 'ignore';
  // Token lengths of 9 to 15 are a format error (§3)
  if (((datagram[0] ?? 0) & 15) > 8) return reject(datagram);
  const packet = parsed(datagram);
  if (packet === null) return reject(datagram);
  const isRequest = packet.code.startsWith('0.') && packet.code !== '0.00';
  if (!isRequest) return 'serve';
  if (packet.options.some(({ name }) => isUnknownCritical(String(name))))
    return packet.confirmable ? answer(packet, '4.02') : 'ignore';
  const option = packet.options.find(({ name }) => name === 'Block1')?.value;
  if (option === undefined) return 'serve';
  const block = Buffer.isBuffer(option) ? readBlockOption(option) : null;
  if (block === null) return answer(packet, '4.00');
  const more = ((Buffer.isBuffer(option) ? (option.at(-1) ?? 0) : 0) & 8) !== 0;
  // Without a token the blocks of two bodies could not be told apart.
  if (packet.token.length === 0 && (more || block.num > 0)) return answer(packet, '4.08');
  const source = `${from.address}:${String(from.port)}`;
  const code = uploads.judge({
    ...block,
    more,
    key: `${packet.token.toString('hex')}/${source}`,
    from: from.address,
    target: targetOf(packet, source),
    length: packet.payload.length,
  });
  return code === null ? 'serve' : answer(packet, code);
};
