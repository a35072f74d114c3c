import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Digest, parse } from '@nanoedge/protocol';
import busboy from 'busboy';
import type { Actor } from '../services/actor.ts';
import { requireRole } from '../services/actor.ts';
import { getContent } from '../services/content/get.ts';
import { maxContentBytes, uploadContent } from '../services/content/upload.ts';
import type { UploadedContent } from '../services/content/view.ts';
import type { Deps } from '../services/deps.ts';
import { BadInput, Refusal } from '../services/errors.ts';
import { sendJson } from './answer.ts';

const tooLarge = (): Refusal =>
  new Refusal('too-large', {
    field: 'file',
    message: `The file is larger than ${String(maxContentBytes / 1024 / 1024)} MB.`,
    remedy: 'Choose a smaller file, or link to it.',
  });

/** Envelope of a multipart body around one file. */
const envelopeBytes = 16 * 1024;

const nameOf = (filename: string | undefined): string =>
  path.posix
    .basename((filename ?? '').replaceAll('\\', '/'))
    .trim()
    .slice(-200) || 'file';

/** Takes the first file out of a multipart body; stops reading as soon as it is too large. */
const receive = (deps: Deps, actor: Actor, request: IncomingMessage): Promise<UploadedContent> =>
  new Promise((resolve, reject) => {
    const limits = { files: 1, fileSize: maxContentBytes, fields: 4, fieldSize: 1024, parts: 6 };
    const parser = busboy({ headers: request.headers, limits, defParamCharset: 'utf8' });
    let found = false;
    parser.on('file', (_field, source, info) => {
      found = true;
      source.once('limit', () => source.destroy(tooLarge()));
      uploadContent(deps, actor, { name: nameOf(info.filename), declared: info.mimeType.toLowerCase(), source }).then(resolve, reject);
    });
    parser.once('error', () => reject(new BadInput('file', 'The upload was cut short.', 'Try again.')));
    parser.once('close', () => {
      if (!found) reject(new BadInput('file', 'No file was sent.', 'Choose a file.'));
    });
    request.once('error', () => parser.destroy(new Error('the connection was lost')));
    request.once('aborted', () => parser.destroy(new Error('the connection was lost')));
    request.pipe(parser);
  });

/** `POST /api/content`: multipart with one file. 201 with UploadedContent. */
export const postContent = async (
  deps: Deps,
  actor: Actor,
  exchange: { request: IncomingMessage; response: ServerResponse },
): Promise<void> => {
  const { request, response } = exchange;
  requireRole(actor, 'organiser');
  if (request.headers['content-type']?.startsWith('multipart/form-data') !== true)
    throw new BadInput('file', 'No file was sent.', 'Choose a file.');
  try {
    if (Number(request.headers['content-length'] ?? 0) > maxContentBytes + envelopeBytes) throw tooLarge();
    sendJson(response, 201, await receive(deps, actor, request));
  } catch (error) {
    // What is still on its way is not read: the answer is the last thing on this connection.
    request.unpipe();
    response.setHeader('connection', 'close');
    response.once('finish', () => request.destroy());
    throw error;
  }
};

/** `GET /api/content/<digest>`: the bytes, never run as anything of ours. */
export const getContentByDigest = async (
  deps: Deps,
  actor: Actor,
  exchange: { digest: string; response: ServerResponse },
): Promise<void> => {
  const { response } = exchange;
  const content = await getContent(deps, actor, parse(Digest, exchange.digest, 'digest'));
  response.writeHead(200, {
    'content-type': content.mediaType,
    'content-length': content.bytes,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, max-age=86400, immutable',
    'content-disposition': 'inline',
  });
  await pipeline(content.stream(), response);
};
