import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { uploadRefusals } from '@nanoedge/words';
import busboy from 'busboy';
import { BadInput, type Refusal } from '../services/errors.ts';

/** A file that comes with a request; `source` fails when it is cut short. */
export interface ReceivedFile {
  name: string;
  declared: string;
  source: AsyncIterable<Uint8Array>;
}
export interface ReceiveOptions {
  limit: number;
  tooLarge: () => Refusal;
}

/** Envelope of a multipart body around one file. */
const envelopeBytes = 16 * 1024;
/**
 * How long what is still on its way after a refusal is read and forgotten, so that the answer
 * arrives.
 */
const lingerMs = 10_000;

const cutShort = (): BadInput => new BadInput('file', uploadRefusals.cutShort);
const noFile = (): BadInput => new BadInput('file', uploadRefusals.noFile);

const nameOf = (filename: string | undefined): string =>
  path.posix
    .basename((filename ?? '').replaceAll('\\', '/'))
    .trim()
    .slice(-200) || 'file';

const isMultipart = (request: IncomingMessage): boolean =>
  request.headers['content-type']?.startsWith('multipart/form-data') === true;

/** Takes the first file out of a multipart body; stops reading as soon as it is too large. */
const fromMultipart = <T>(
  request: IncomingMessage,
  options: ReceiveOptions,
  use: (file: ReceivedFile) => Promise<T>,
): Promise<T> =>
  new Promise((resolve, reject) => {
    const limits = { files: 1, fileSize: options.limit, fields: 4, fieldSize: 1024, parts: 6 };
    const parser = busboy({ headers: request.headers, limits, defParamCharset: 'utf8' });
    let found = false;
    parser.on('file', (_field, source, info) => {
      found = true;
      source.once('limit', () => source.destroy(options.tooLarge()));
      use({ name: nameOf(info.filename), declared: info.mimeType.toLowerCase(), source }).then(
        resolve,
        reject,
      );
    });
    parser.once('error', () => reject(cutShort()));
    parser.once('close', () => {
      if (!found) reject(noFile());
    });
    request.once('error', () => parser.destroy(cutShort()));
    request.once('aborted', () => parser.destroy(cutShort()));
    request.pipe(parser);
  });

async function* rawBody(
  request: IncomingMessage,
  options: ReceiveOptions,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    // The request must outlive a refusal: it has the connection for the answer.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      const buffer = Buffer.from(chunk);
      bytes += buffer.byteLength;
      if (bytes > options.limit) throw options.tooLarge();
      yield buffer;
    }
  } catch (error) {
    throw error instanceof Error && 'code' in error && error.code === 'ECONNRESET'
      ? cutShort()
      : error;
  }
}

/** Reads and forgets what a refused request still sends. */
export const linger = (request: IncomingMessage, response: ServerResponse): void => {
  if (request.complete) return;
  request.unpipe();
  request.resume();
  response.once('finish', () => {
    if (request.complete) return;
    const timer = setTimeout(() => request.destroy(), lingerMs);
    request.once('close', () => clearTimeout(timer));
  });
};

/**
 * Hands the one file of a request to `use`: the first of a multipart body or, where `raw` is
 * allowed, the body itself.
 */
export const receiveFile = async <T>(
  request: IncomingMessage,
  options: ReceiveOptions & { raw: boolean },
  use: (file: ReceivedFile) => Promise<T>,
): Promise<T> => {
  if (Number(request.headers['content-length'] ?? 0) > options.limit + envelopeBytes)
    throw options.tooLarge();
  if (isMultipart(request)) return fromMultipart(request, options, use);
  if (!options.raw) throw noFile();
  return use({
    name: 'file',
    declared: request.headers['content-type'] ?? '',
    source: rawBody(request, options),
  });
};
