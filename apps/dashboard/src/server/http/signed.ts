import type { IncomingMessage } from 'node:http';
import { digestOfNothing, requestHeaders, requestText } from '@nanoedge/link';
import { DeviceId, Digest, parse } from '@nanoedge/protocol';
import { deviceRefusals } from '@nanoedge/words';
import type { Deps } from '../services/deps.ts';
import { proofOfDevice } from '../services/devices/authenticate.ts';
import { Forbidden } from '../services/errors.ts';

const clockToleranceMs = 5 * 60 * 1000;

/** No device asks so often within the tolerance; one that does is refused until it is over. */
const mostNonces = 20_000;

/** What devices have said once, as long as it could be said again. */
export class SeenNonces {
  readonly #of = new Map<DeviceId, Map<string, number>>();

  /** False for a nonce that was seen before, or when there are too many. */
  take(device: DeviceId, nonce: string, now: number): boolean {
    const seen = this.#of.get(device) ?? new Map<string, number>();
    this.#of.set(device, seen);
    // In the order in which they came, and therefore in that in which they lapse
    for (const [old, lapsesAt] of seen) {
      if (lapsesAt > now) break;
      seen.delete(old);
    }
    if (seen.has(nonce) || seen.size >= mostNonces) return false;
    seen.set(nonce, now + 2 * clockToleranceMs);
    return true;
  }
}

const header = (request: IncomingMessage, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
};

/**
 * The device that signed a request (method, path, time, a nonce of its own and the digest of its
 * body), and that digest. Throws Forbidden, also for a request that was made before.
 */
export const signingDevice = async (
  deps: Deps,
  request: IncomingMessage,
  seen: SeenNonces,
): Promise<{ device: DeviceId; digest: Digest }> => {
  const said = (name: keyof typeof requestHeaders): string => header(request, requestHeaders[name]);
  const device = parse(DeviceId, said('device'), requestHeaders.device);
  const digest = parse(Digest, said('digest'), requestHeaders.digest);
  const nonce = said('nonce');
  const at = Number(said('at'));
  const now = deps.now();
  const isFresh = Number.isSafeInteger(at) && Math.abs(now - at) <= clockToleranceMs;
  const { method = '', url: path = '' } = request;
  const text = requestText({ device, method, path, at, nonce, digest });
  const proof = isFresh && /^[\w-]{32,128}$/.test(nonce) ? await proofOfDevice(deps, device) : null;
  if (proof === null || !proof.verifies(text, said('signature')))
    throw new Forbidden(deviceRefusals.unsignedRequest);
  if (!seen.take(device, nonce, now)) throw new Forbidden(deviceRefusals.repeatedRequest);
  if (method === 'GET' && digest !== digestOfNothing)
    throw new Forbidden(deviceRefusals.unsignedRequest);
  return { device, digest };
};
