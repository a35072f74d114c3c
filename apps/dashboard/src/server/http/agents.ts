import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { contentRequestText, Digest, EnrolRequest, parse, parseJson } from '@nanoedge/protocol';
import { getContentForDevice } from '../services/content/get-for-device.ts';
import type { Deps } from '../services/deps.ts';
import { enrolDevice } from '../services/devices/enrol.ts';
import type { AllowedImages } from '../services/images/allowed.ts';
import { readText, sendJson } from './answer.ts';
import { getAgentImage } from './images.ts';
import type { Exchange } from './receive.ts';
import { signingDevice } from './signed.ts';
import { getAgentSnapshot, putAgentSnapshot } from './snapshots.ts';

/** `POST /api/agents/enrol`. */
export const postEnrol = async (
  deps: Deps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const wanted = parseJson(EnrolRequest, await readText(request, 4096), 'enrolment');
  sendJson(response, 200, await enrolDevice(deps, wanted));
};

/** `GET /api/agents/content/<digest>`, signed by the device that asks. */
const getAgentContent = async (
  deps: Deps,
  exchange: Exchange & { digest: string },
): Promise<void> => {
  const { request, response } = exchange;
  const digest = parse(Digest, exchange.digest, 'digest');
  const device = await signingDevice(deps, request, (by, at) => contentRequestText(by, digest, at));
  const stream = await getContentForDevice(deps, device, digest);
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'cache-control': 'no-store',
  });
  await pipeline(stream, response);
};

/**
 * What a device asks for with its signature instead of a cookie. Null when `call` is nothing of
 * that.
 */
export const signedCall = (
  deps: Deps,
  allowed: AllowedImages,
  exchange: Exchange & { call: string },
): Promise<void> | null => {
  const [, what = '', name = ''] = /^(\w+ \/api\/agents\/\w+)\/([^/]+)$/.exec(exchange.call) ?? [];
  switch (what) {
    case 'GET /api/agents/content':
      return getAgentContent(deps, { ...exchange, digest: name });
    case 'GET /api/agents/images':
      return getAgentImage(deps, allowed, { ...exchange, digest: name });
    case 'GET /api/agents/snapshots':
      return getAgentSnapshot(deps, { ...exchange, id: name });
    case 'PUT /api/agents/snapshots':
      return putAgentSnapshot(deps, { ...exchange, id: name });
    default:
      return null;
  }
};
