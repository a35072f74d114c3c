import { avifShape } from './image-shapes/avif.ts';
import { gifShape } from './image-shapes/gif.ts';
import { jpegShape } from './image-shapes/jpeg.ts';
import { pngShape } from './image-shapes/png.ts';
import type { ImageShape } from './image-shapes/shape.ts';
import { webpShape } from './image-shapes/webp.ts';

const readers: Readonly<Record<string, (bytes: Buffer) => ImageShape | null>> = {
  'image/png': pngShape,
  'image/jpeg': jpegShape,
  'image/gif': gifShape,
  'image/webp': webpShape,
  'image/avif': avifShape,
};

/** Pixels of an image from its headers; null when it is not whole. Nothing is unpacked. */
export const imageShape = (mediaType: string, bytes: Buffer): ImageShape | null => {
  try {
    return readers[mediaType]?.(bytes) ?? null;
  } catch (error) {
    // A header that points behind the end of the file
    if (error instanceof RangeError) return null;
    throw error;
  }
};
