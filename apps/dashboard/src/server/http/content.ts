import { maxContentBytes } from '@nanoedge/base';
import { formatLimit, uploadRefusals } from '@nanoedge/words';
import { Digest, parse } from '@nanoedge/protocol';
import { Hono, type MiddlewareHandler } from 'hono';
import { demandAtAll } from '../services/actor.ts';
import { getContent } from '../services/content/get.ts';
import { uploadContent } from '../services/content/upload.ts';
import type { Deps } from '../services/deps.ts';
import { Refusal } from '../services/errors.ts';
import { answerBytes, answerJson } from './answer.ts';
import type { HttpEnv } from './context.ts';
import { receiveFile } from './receive.ts';

const tooLarge = (): Refusal =>
  new Refusal('too-large', 'file', uploadRefusals.largeContent(formatLimit(maxContentBytes)));

const receiving = { limit: maxContentBytes, tooLarge, raw: false };

export const contentRoutes = (deps: Deps, signedIn: MiddlewareHandler<HttpEnv>): Hono<HttpEnv> =>
  new Hono<HttpEnv>()
    /** Multipart with one file. 201 with UploadedContent. */
    .post('/', signedIn, async (c) => {
      const actor = c.get('actor');
      demandAtAll(actor, 'content.upload');
      const stored = await receiveFile(c.env.incoming, receiving, (file) =>
        uploadContent(deps, actor, file),
      );
      return answerJson(201, stored);
    })
    /** The bytes, never run as anything of ours. */
    .get('/:digest', signedIn, async (c) => {
      const digest = parse(Digest, c.req.param('digest'), 'digest');
      const content = await getContent(deps, c.get('actor'), digest);
      const headers = {
        'content-type': content.mediaType,
        'content-length': content.bytes,
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, max-age=86400, immutable',
        'content-disposition': 'inline',
      };
      return answerBytes(c, { headers }, content.stream());
    });
