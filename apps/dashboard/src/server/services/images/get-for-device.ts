import type { ReadStream } from 'node:fs';
import type { DeviceId, Digest } from '@nanoedge/protocol';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import type { AllowedImages } from './allowed.ts';
import type { ByteRange } from '../storage-ports.ts';

/**
 * A config or layer that the device's desired state names; for any other digest there is nothing.
 */
export const getImageBlobForDevice = async (
  deps: Deps,
  allowed: AllowedImages,
  wanted: { device: DeviceId; digest: Digest },
): Promise<{ bytes: number; read: (range?: ByteRange) => ReadStream }> => {
  const { device, digest } = wanted;
  const bytes = (await allowed.allows(deps, device, digest))
    ? await deps.images.size(digest)
    : null;
  if (bytes === null) throw new NotFound('imageBlob', digest);
  return { bytes, read: (range) => deps.images.read(digest, range) };
};
