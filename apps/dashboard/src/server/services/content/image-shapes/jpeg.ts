import type { ImageShape } from './shape.ts';

const endMark = Buffer.from([0xff, 0xd9]);

/** SOF0 to SOF15 without DHT, JPG and DAC (ITU-T T.81, table B.1). */
const isFrame = (mark: number): boolean =>
  mark >= 0xc0 && mark <= 0xcf && mark !== 0xc4 && mark !== 0xc8 && mark !== 0xcc;

/**
 * JPEG: marked segments up to the start of the scan, then the picture up to the end mark. Cameras
 * put more behind it. As it is stored: a screen turns it as its EXIF says.
 */
export const jpegShape = (bytes: Buffer): ImageShape | null => {
  let at = 2;
  let shape: ImageShape | null = null;
  for (;;) {
    if (bytes.readUInt8(at) !== 0xff) return null;
    const mark = bytes.readUInt8(at + 1);
    // Fill bytes may stand before any mark
    if (mark === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(mark))
      shape = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    const length = bytes.readUInt16BE(at + 2);
    if (mark === 0xda) return bytes.includes(endMark, at + 2 + length) ? shape : null;
    at += 2 + length;
  }
};
