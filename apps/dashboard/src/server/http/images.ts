import { pipeline } from 'node:stream/promises';
import { maxImageBytes } from '@nanoedge/archive';
import { Digest, imageRequestText, parse } from '@nanoedge/protocol';
import type { Actor } from '../services/actor.ts';
import { requireRole } from '../services/actor.ts';
import type { Deps } from '../services/deps.ts';
import { Refusal } from '../services/errors.ts';
import type { AllowedImages } from '../services/images/allowed.ts';
import { getImageBlobForDevice } from '../services/images/get-for-device.ts';
import { receiveImage } from '../services/images/receive.ts';
import { sendJson } from './answer.ts';
import { rangeOf } from './range.ts';
import { type Exchange, receiveFile } from './receive.ts';
import { signingDevice } from './signed.ts';

/**
 * `GET /api/agents/images/<digest>`, signed by the device that asks; one `Range` is served (206).
 */
export const getAgentImage = async (
  deps: Deps,
  allowed: AllowedImages,
  exchange: Exchange & { digest: string },
): Promise<void> => {
  const { request, response } = exchange;
  const digest = parse(Digest, exchange.digest, 'digest');
  const device = await signingDevice(deps, request, (by, at) => imageRequestText(by, digest, at));
  const { bytes, read } = await getImageBlobForDevice(deps, allowed, { device, digest });
  const headers = {
    'content-type': 'application/octet-stream',
    'cache-control': 'no-store',
    'accept-ranges': 'bytes',
  };
  const range = rangeOf(request.headers.range, bytes);
  if (range === 'unsatisfiable') {
    response
      .writeHead(416, {
        ...headers,
        'content-range': `bytes */${String(bytes)}`,
        'content-length': 0,
      })
      .end();
    return;
  }
  if (range === null) response.writeHead(200, { ...headers, 'content-length': bytes });
  else {
    const { start, end } = range;
    const part = {
      'content-range': `bytes ${String(start)}-${String(end)}/${String(bytes)}`,
      'content-length': end - start + 1,
    };
    response.writeHead(206, { ...headers, ...part });
  }
  await pipeline(read(range ?? undefined), response);
};

const tooLarge = (): Refusal =>
  new Refusal('too-large', {
    field: 'file',
    message: 'The image is larger than 2 GB.',
    remedy: 'Build it from a smaller base.',
  });

/**
 * `POST /api/images`: an image archive, as the body or as the file of a multipart body. 201 with
 * UploadedImage.
 */
export const postImage = async (deps: Deps, actor: Actor, exchange: Exchange): Promise<void> => {
  requireRole(actor, 'admin');
  const options = { limit: maxImageBytes, tooLarge, raw: true };
  sendJson(
    exchange.response,
    201,
    await receiveFile(exchange.request, options, ({ source }) => receiveImage(deps, actor, source)),
  );
};
