import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { maxContentBytes } from '@nanoedge/base';
import { formatLimit } from '@nanoedge/words';
import { Digest, parse } from '@nanoedge/protocol';
import type { Actor } from '../services/actor.ts';
import { requireRole } from '../services/actor.ts';
import { getContent } from '../services/content/get.ts';
import { uploadContent } from '../services/content/upload.ts';
import type { Deps } from '../services/deps.ts';
import { Refusal } from '../services/errors.ts';
import { sendJson } from './answer.ts';
import { type Exchange, receiveFile } from './receive.ts';

const tooLarge = (): Refusal =>
  new Refusal('too-large', {
    field: 'file',
    message: `The file is larger than ${formatLimit(maxContentBytes)}.`,
    remedy: 'Choose a smaller file, or link to it.',
  });

/** `POST /api/content`: multipart with one file. 201 with UploadedContent. */
export const postContent = async (deps: Deps, actor: Actor, exchange: Exchange): Promise<void> => {
  requireRole(actor, 'organiser');
  const options = { limit: maxContentBytes, tooLarge, raw: false };
  sendJson(
    exchange.response,
    201,
    await receiveFile(exchange.request, options, (file) => uploadContent(deps, actor, file)),
  );
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
