import type { DevicePageDetail } from './device-detail.ts';

type Release = Pick<
  DevicePageDetail['deployments'][number]['release'],
  'imageId' | 'bytes' | 'pulled' | 'layers'
>;

/**
 * What the images of some deployments take together, each layer once: of those that the dashboard
 * sends the bytes unpacked, of those that engines pull the bytes packed. `shared` is what more than
 * one of the unpacked has.
 */
export const imagesOnDevice = (
  releases: readonly Release[],
): { unpacked: number; shared: number; packed: number } => {
  const images = [...new Map(releases.map((release) => [release.imageId, release])).values()];
  const seen = { false: new Map<string, number[]>(), true: new Map<string, number[]>() };
  for (const { pulled, layers } of images) {
    const mine = seen[pulled ? 'true' : 'false'];
    for (const { digest, bytes } of new Map(layers.map((layer) => [layer.digest, layer])).values())
      mine.set(digest, [...(mine.get(digest) ?? []), bytes]);
  }
  const sum = (sizes: Iterable<readonly number[]>): number =>
    [...sizes].reduce((total, [bytes = 0]) => total + bytes, 0);
  const unpacked = [...seen.false.values()];
  return {
    unpacked: sum(unpacked),
    shared: sum(unpacked.filter(({ length }) => length > 1)),
    packed: sum(seen.true.values()),
  };
};
