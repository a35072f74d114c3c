import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Digest, SnapshotId } from '@nanoedge/protocol';
import type { FakeDashboard } from './fake-dashboard.ts';

/** Config and layers of images, of which a range may be asked. */
export const serveImage = (
  dashboard: FakeDashboard,
  request: IncomingMessage,
  response: ServerResponse,
): void => {
  const digest = Digest.parse((request.url ?? '').replace('/api/agents/images/', ''));
  const { range } = request.headers;
  dashboard.imageCalls.push({ digest, range: range ?? null });
  const blob = dashboard.blobs.get(digest);
  if (dashboard.refuseBlobs !== null)
    response.writeHead(dashboard.refuseBlobs).end('{"problem":{"message":"Not now."}}');
  else if (!dashboard.isSigned(request)) response.writeHead(403).end();
  else if (blob === undefined) response.writeHead(404).end();
  else {
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const bytes = Buffer.from(blob.subarray(from));
    if (dashboard.corruptImages > 0) {
      dashboard.corruptImages -= 1;
      bytes[0] = (bytes[0] ?? 0) ^ 1;
    }
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': bytes.length });
    if (dashboard.cutImages > 0 && bytes.length > 10_000) {
      dashboard.cutImages -= 1;
      response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () =>
        response.socket?.destroySoon(),
      );
    } else response.end(bytes);
  }
};

/** Takes and gives snapshots. */
export const serveSnapshot = async (
  dashboard: FakeDashboard,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const id = SnapshotId.parse((request.url ?? '').replace('/api/agents/snapshots/', ''));
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const known = dashboard.snapshots.get(id);
  if (dashboard.refuseBlobs !== null)
    response.writeHead(dashboard.refuseBlobs).end('{"problem":{"message":"Not now."}}');
  else if (!dashboard.isSigned(request)) response.writeHead(403).end();
  else if (request.method === 'PUT') {
    const body = Buffer.concat(chunks);
    dashboard.snapshots.set(id, body);
    const found = createHash('sha256').update(body).digest('hex');
    const answer = {
      id,
      digest: `sha256:${dashboard.misreadSnapshots ? '0'.repeat(64) : found}`,
      bytes: body.length,
    };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  } else if (known === undefined) response.writeHead(404).end();
  else response.writeHead(200, { 'content-length': known.length }).end(known);
};
