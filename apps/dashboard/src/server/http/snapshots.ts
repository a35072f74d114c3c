import type { ReadStream } from 'node:fs';
import { parse, SiteId, SnapshotId } from '@nanoedge/protocol';
import { snapshotRefusals } from '@nanoedge/words';
import { Hono, type MiddlewareHandler } from 'hono';
import { demandAtAll } from '../services/actor.ts';
import type { Deps } from '../services/deps.ts';
import { Refusal } from '../services/errors.ts';
import { downloadSnapshot } from '../services/snapshots/download.ts';
import { fetchForDevice } from '../services/snapshots/fetch-for-device.ts';
import { storeFromDevice } from '../services/snapshots/store-from-device.ts';
import { maxSnapshotBytes } from '../services/snapshots/take-in.ts';
import { uploadSnapshot } from '../services/snapshots/upload.ts';
import { answerBytes, answerJson } from './answer.ts';
import { longBody } from './body-time.ts';
import type { HttpContext, HttpEnv } from './context.ts';
import { receiveFile } from './receive.ts';
import { type SeenNonces, signingDevice } from './signed.ts';

const tooLarge = (): Refusal => new Refusal('too-large', 'file', snapshotRefusals.tooLarge);
const receiving = { limit: maxSnapshotBytes, tooLarge, raw: true };

interface SignedBy {
  deps: Deps;
  seen: SeenNonces;
}

const snapshotIn = (c: HttpContext): SnapshotId => parse(SnapshotId, c.req.param('id'), 'snapshot');

const answerFile = (
  c: HttpContext,
  file: { bytes: number; read: () => ReadStream; name?: string },
): Promise<Response> => {
  const headers = {
    'content-type': 'application/zstd',
    'content-length': file.bytes,
    'cache-control': 'no-store',
    ...(file.name === undefined
      ? {}
      : { 'content-disposition': `attachment; filename="${file.name}"` }),
  };
  return answerBytes(c, { headers }, file.read());
};

/** Signed by the device that brings it. 200 with SnapshotStored: read back and checked. */
export const putAgentSnapshot = async (
  { deps, seen }: SignedBy,
  c: HttpContext,
): Promise<Response> => {
  const stored = await receiveFile(c.env.incoming, receiving, async ({ source }) => {
    const id = snapshotIn(c);
    const { digest, device } = await signingDevice(deps, c.env.incoming, seen);
    return storeFromDevice(deps, device, { id, digest, source });
  });
  return answerJson(200, stored);
};

/** Signed by the device that is to restore it. */
export const getAgentSnapshot = async (
  { deps, seen }: SignedBy,
  c: HttpContext,
): Promise<Response> => {
  const id = snapshotIn(c);
  const { device } = await signingDevice(deps, c.env.incoming, seen);
  return answerFile(c, await fetchForDevice(deps, device, id));
};

export const snapshotRoutes = (deps: Deps, signedIn: MiddlewareHandler<HttpEnv>): Hono<HttpEnv> =>
  new Hono<HttpEnv>()
    /** The file, to be kept elsewhere. */
    .get('/:id', signedIn, async (c) => {
      const snapshot = parse(SnapshotId, c.req.param('id'), 'snapshot');
      return answerFile(c, await downloadSnapshot(deps, c.get('actor'), { snapshot }));
    })
    /** `?site=<site>`: as the body or as the file of a multipart body. 201 with SnapshotView. */
    .post('/', longBody, signedIn, async (c) => {
      const actor = c.get('actor');
      demandAtAll(actor, 'snapshot.upload');
      const stored = await receiveFile(c.env.incoming, receiving, ({ source }) => {
        const site = parse(SiteId, c.req.query('site') ?? '', 'site');
        return uploadSnapshot(deps, actor, { site, source });
      });
      return answerJson(201, stored);
    });
