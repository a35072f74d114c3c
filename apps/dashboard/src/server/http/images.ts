import { maxImageBytes } from '@nanoedge/archive';
import { Digest, parse } from '@nanoedge/protocol';
import { uploadRefusals } from '@nanoedge/words';
import { Hono, type MiddlewareHandler } from 'hono';
import { demandAtAll } from '../services/actor.ts';
import type { Deps } from '../services/deps.ts';
import { Refusal } from '../services/errors.ts';
import type { AllowedImages } from '../services/images/allowed.ts';
import { getImageBlobForDevice } from '../services/images/get-for-device.ts';
import { receiveImage } from '../services/images/receive.ts';
import { answerBytes, answerJson } from './answer.ts';
import { longBody } from './body-time.ts';
import type { HttpContext, HttpEnv } from './context.ts';
import { rangeOf } from './range.ts';
import { receiveFile } from './receive.ts';
import { type SeenNonces, signingDevice } from './signed.ts';

/** An image's blob, signed by the device that asks; one `Range` is served (206). */
export const getAgentImage = async (
  { deps, allowed, seen }: { deps: Deps; allowed: AllowedImages; seen: SeenNonces },
  c: HttpContext,
): Promise<Response> => {
  const digest = parse(Digest, c.req.param('digest'), 'digest');
  const { device } = await signingDevice(deps, c.env.incoming, seen);
  const { bytes, read } = await getImageBlobForDevice(deps, allowed, { device, digest });
  const headers = {
    'content-type': 'application/octet-stream',
    'cache-control': 'no-store',
    'accept-ranges': 'bytes',
  };
  const range = rangeOf(c.req.header('range'), bytes);
  if (range === 'unsatisfiable')
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'content-range': `bytes */${String(bytes)}`, 'content-length': '0' },
    });
  if (range === null)
    return answerBytes(c, { headers: { ...headers, 'content-length': bytes } }, read());
  const { start, end } = range;
  const part = {
    'content-range': `bytes ${String(start)}-${String(end)}/${String(bytes)}`,
    'content-length': end - start + 1,
  };
  return answerBytes(c, { status: 206, headers: { ...headers, ...part } }, read(range));
};

const tooLarge = (): Refusal => new Refusal('too-large', 'file', uploadRefusals.largeImage);

const receiving = { limit: maxImageBytes, tooLarge, raw: true };

export const imageRoutes = (deps: Deps, signedIn: MiddlewareHandler<HttpEnv>): Hono<HttpEnv> =>
  new Hono<HttpEnv>()
    /** An image archive, as the body or as the file of a multipart body. 201 with UploadedImageView. */
    .post('/', longBody, signedIn, async (c) => {
      const actor = c.get('actor');
      demandAtAll(actor, 'image.upload');
      const stored = await receiveFile(c.env.incoming, receiving, ({ source }) =>
        receiveImage(deps, actor, source),
      );
      return answerJson(201, stored);
    });
