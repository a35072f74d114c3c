import { formatBytes } from './bytes.ts';

/**
 * The size of an image: its layers unpacked, as they are in an archive, which is the same on every
 * engine (engines count differently). Of one that is pulled only the packed size is known, until a
 * device says what it takes there.
 */
export const imageSize = (
  release: { bytes: number; pulled: boolean },
  onDevice: number | null,
): { bytes: number | null; text: string } => {
  const bytes = release.pulled ? onDevice : release.bytes;
  return {
    bytes,
    text: bytes === null ? `${formatBytes(release.bytes)} packed` : formatBytes(bytes),
  };
};
