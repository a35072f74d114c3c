import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { contentRequestText, DeviceId, Digest, EnrolRequest, parse, parseJson } from '@nanoedge/protocol';
import { getContentForDevice } from '../services/content/get-for-device.ts';
import type { Deps } from '../services/deps.ts';
import { signedByDevice } from '../services/devices/authenticate.ts';
import { enrolDevice } from '../services/devices/enrol.ts';
import { Forbidden } from '../services/errors.ts';
import { readText, sendJson } from './answer.ts';

const clockToleranceMs = 5 * 60 * 1000;

/** `POST /api/agents/enrol`. */
export const postEnrol = async (deps: Deps, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const wanted = parseJson(EnrolRequest, await readText(request, 4096), 'enrolment');
  sendJson(response, 200, await enrolDevice(deps, wanted));
};

const header = (request: IncomingMessage, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
};

/** `GET /api/agents/content/<digest>`, signed by the device that asks. */
export const getAgentContent = async (
  deps: Deps,
  exchange: { request: IncomingMessage; response: ServerResponse; digest: string },
): Promise<void> => {
  const { request, response } = exchange;
  const digest = parse(Digest, exchange.digest, 'digest');
  const device = parse(DeviceId, header(request, 'x-nanoedge-device'), 'x-nanoedge-device');
  const at = Number(header(request, 'x-nanoedge-at'));
  const isFresh = Number.isSafeInteger(at) && Math.abs(deps.now() - at) <= clockToleranceMs;
  const signed = { text: contentRequestText(device, digest, at), signature: header(request, 'x-nanoedge-signature') };
  if (!isFresh || !(await signedByDevice(deps, device, signed)))
    throw new Forbidden('The request is not signed by this device, or its clock is off.');
  const stream = await getContentForDevice(deps, device, digest);
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' });
  await pipeline(stream, response);
};
