import type { ReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Digest, parse, SiteId, SnapshotId, snapshotRequestText } from '@nanoedge/protocol';
import type { Actor } from '../services/actor.ts';
import { requireRole } from '../services/actor.ts';
import type { Deps } from '../services/deps.ts';
import { Refusal } from '../services/errors.ts';
import { downloadSnapshot } from '../services/snapshots/download.ts';
import { fetchForDevice } from '../services/snapshots/fetch-for-device.ts';
import { storeFromDevice } from '../services/snapshots/store-from-device.ts';
import { maxSnapshotBytes } from '../services/snapshots/take-in.ts';
import { uploadSnapshot } from '../services/snapshots/upload.ts';
import { sendJson } from './answer.ts';
import { type Exchange, receiveFile } from './receive.ts';
import { header, signingDevice } from './signed.ts';

const tooLarge = (): Refusal =>
  new Refusal('too-large', { field: 'file', message: 'The snapshot is larger than 4 GB.' });
const receiving = { limit: maxSnapshotBytes, tooLarge, raw: true };

const signedFor = async (
  deps: Deps,
  exchange: Exchange & { id: string },
  method: 'GET' | 'PUT',
) => {
  const id = parse(SnapshotId, exchange.id, 'snapshot');
  const digest = parse(Digest, header(exchange.request, 'x-nanoedge-digest'), 'x-nanoedge-digest');
  const textOf = (device: string, at: number): string =>
    snapshotRequestText({ method, device, snapshot: id, digest, at });
  return { id, digest, device: await signingDevice(deps, exchange.request, textOf) };
};

const sendFile = async (
  response: ServerResponse,
  file: { bytes: number; read: () => ReadStream; name?: string },
): Promise<void> => {
  response.writeHead(200, {
    'content-type': 'application/zstd',
    'content-length': file.bytes,
    'cache-control': 'no-store',
    ...(file.name === undefined
      ? {}
      : { 'content-disposition': `attachment; filename="${file.name}"` }),
  });
  await pipeline(file.read(), response);
};

/**
 * `PUT /api/agents/snapshots/<id>`, signed by the device that brings it. 200 with SnapshotStored:
 * read back and checked.
 */
export const putAgentSnapshot = async (
  deps: Deps,
  exchange: Exchange & { id: string },
): Promise<void> => {
  const answer = await receiveFile(exchange.request, receiving, async ({ source }) => {
    const { id, digest, device } = await signedFor(deps, exchange, 'PUT');
    return storeFromDevice(deps, device, { id, digest, source });
  });
  sendJson(exchange.response, 200, answer);
};

/** `GET /api/agents/snapshots/<id>`, signed by the device that is to restore it. */
export const getAgentSnapshot = async (
  deps: Deps,
  exchange: Exchange & { id: string },
): Promise<void> => {
  const { id, digest, device } = await signedFor(deps, exchange, 'GET');
  await sendFile(exchange.response, await fetchForDevice(deps, device, { id, digest }));
};

/** `GET /api/snapshots/<id>`: the file, to be kept elsewhere. */
export const getSnapshotFile = async (
  deps: Deps,
  actor: Actor,
  exchange: Exchange & { id: string },
): Promise<void> => {
  await sendFile(
    exchange.response,
    await downloadSnapshot(deps, actor, { snapshot: parse(SnapshotId, exchange.id, 'snapshot') }),
  );
};

/**
 * `POST /api/snapshots?site=<site>`: a snapshot, as the body or as the file of a multipart body.
 * 201 with SnapshotView.
 */
export const postSnapshot = async (
  deps: Deps,
  actor: Actor,
  exchange: Exchange & { site: string | null },
): Promise<void> => {
  requireRole(actor, 'admin');
  const answer = await receiveFile(exchange.request, receiving, ({ source }) =>
    uploadSnapshot(deps, actor, { site: parse(SiteId, exchange.site ?? '', 'site'), source }),
  );
  sendJson(exchange.response, 201, answer);
};
