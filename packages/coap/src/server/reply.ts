import { ObserveWriteStream } from '../node-coap.ts';
import type { IncomingMessage, OutgoingMessage } from '../node-coap.ts';
import { blockOption, entityTag, firstBlock, readBlockOption } from '../blocks.ts';
import type { Block } from '../blocks.ts';

/** What is sent with a code; `format` is a content-format, JSON unless it is given. */
interface Reply {
  code: string;
  body: Buffer | null;
  format?: string;
}

/**
 * What node-coap makes for the answers to a request with Observe 0, else null; its types do not say
 * so.
 */
export const observeStream = (response: unknown): ObserveWriteStream | null =>
  response instanceof ObserveWriteStream ? response : null;

/** The block that a request asks for; the first when it asks for none. */
export const requestedBlock = (request: IncomingMessage): Block => {
  const option = request._packet.options?.find(({ name }) => name === 'Block2')?.value;
  return (Buffer.isBuffer(option) ? readBlockOption(option) : null) ?? firstBlock;
};

/**
 * Describes one block of a body in the options of what `stream` sends next; gives its bytes. A body
 * that is no longer than a block goes without options. (node-coap cuts other answers itself, but
 * none of a stream.)
 */
export const cut = (stream: ObserveWriteStream, body: Buffer, { num, bytes }: Block): Buffer => {
  const from = num * bytes;
  if (num > 0 || body.length > bytes) {
    stream.setOption('ETag', entityTag(body));
    stream.setOption('Block2', blockOption(num, from + bytes < body.length, bytes));
  } else {
    stream._packet.options =
      stream._packet.options?.filter(({ name }) => name !== 'Block2' && name !== 'ETag') ?? [];
  }
  return body.subarray(from, from + bytes);
};

/** Answers once. */
export const reply = (
  request: IncomingMessage,
  response: OutgoingMessage,
  { code, body, format = 'application/json' }: Reply,
): void => {
  const stream = observeStream(response);
  const sender = stream ?? response;
  sender.statusCode = code;
  if (body !== null) sender.setOption('Content-Format', format);
  // An observe request that is not registered is answered without an Observe option (RFC 7641
  // §4.1), which node-coap adds to all that is written to a stream.
  if (stream !== null)
    stream._doSend(cut(stream, body ?? Buffer.alloc(0), requestedBlock(request)));
  else if (body === null) response.end();
  else response.end(body);
};
