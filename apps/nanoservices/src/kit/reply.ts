import { ObserveWriteStream } from 'coap';
import type { IncomingMessage, OutgoingMessage } from 'coap';
import { blockBytes, blockOption, entityTag, readBlockOption } from './payload.ts';

/** Whether node-coap made the answer of a request with Observe 0; its types do not say so. */
export const isObserveStream = (response: unknown): response is ObserveWriteStream =>
  response instanceof ObserveWriteStream;

/** What is sent with a code; `format` is a content-format, JSON unless it is given. */
interface Reply {
  body: Buffer | null;
  format?: string;
}

/**
 * Answers once. An observe request that is not registered gets its answer without an Observe option
 * (RFC 7641 §4.1).
 */
export const reply = (
  response: OutgoingMessage,
  code: string,
  { body, format = 'application/json' }: Reply,
): void => {
  const stream: unknown = response;
  if (isObserveStream(stream)) {
    stream.statusCode = code;
    if (body !== null) stream.setOption('Content-Format', format);
    if (body !== null && body.length >= blockBytes) {
      stream.setOption('ETag', entityTag(body));
      stream.setOption('Block2', blockOption(0, true));
    }
    stream._doSend(body?.subarray(0, blockBytes) ?? Buffer.alloc(0));
    return;
  }
  response.code = code;
  if (body === null) response.end();
  else {
    response.setOption('Content-Format', format);
    response.end(body);
  }
};

/** The block that a request asks for; null when it asks for none. */
export const requestedBlock = (request: IncomingMessage): { num: number; bytes: number } | null => {
  const option = request._packet.options?.find(({ name }) => name === 'Block2')?.value;
  return Buffer.isBuffer(option) ? readBlockOption(option) : null;
};

interface BlockReply {
  body: Buffer;
  block: { num: number; bytes: number };
  sequence: number | null;
}

/**
 * A later block of a notification for clients that leave Observe on the follow-up, as node-coap's
 * does.
 */
export const replyBlock = (
  stream: ObserveWriteStream,
  { body, block, sequence }: BlockReply,
): void => {
  const from = block.num * blockBytes;
  stream.statusCode = '2.05';
  stream.setOption('Content-Format', 'application/json');
  stream.setOption('ETag', entityTag(body));
  stream.setOption('Block2', blockOption(block.num, from + blockBytes < body.length));
  if (sequence !== null) stream.setOption('Observe', sequence);
  stream._doSend(body.subarray(from, from + blockBytes));
};
