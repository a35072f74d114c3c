import type { IncomingMessage } from 'node:http';
import { DeviceId, parse } from '@nanoedge/protocol';
import { deviceRefusals } from '@nanoedge/words';
import type { Deps } from '../services/deps.ts';
import { signedByDevice } from '../services/devices/authenticate.ts';
import { Forbidden } from '../services/errors.ts';

const clockToleranceMs = 5 * 60 * 1000;

const header = (request: IncomingMessage, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
};

/**
 * The device that signed a request: its headers name it, the time and its signature over `textOf`.
 * Throws Forbidden.
 */
export const signingDevice = async (
  deps: Deps,
  request: IncomingMessage,
  textOf: (device: DeviceId, at: number) => string,
): Promise<DeviceId> => {
  const device = parse(DeviceId, header(request, 'x-nanoedge-device'), 'x-nanoedge-device');
  const at = Number(header(request, 'x-nanoedge-at'));
  const isFresh = Number.isSafeInteger(at) && Math.abs(deps.now() - at) <= clockToleranceMs;
  const signed = { text: textOf(device, at), signature: header(request, 'x-nanoedge-signature') };
  if (!isFresh || !(await signedByDevice(deps, device, signed)))
    throw new Forbidden(deviceRefusals.unsignedRequest);
  return device;
};
