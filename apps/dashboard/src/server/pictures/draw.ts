import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { PictureVerdict } from '../services/picture-port.ts';
import { hasAllRows } from './png-rows.ts';

const screenWidth = 960;

const isPng = (bytes: Buffer): boolean => bytes.readUInt32BE(0) === 0x89504e47;
const isJpeg = (bytes: Buffer): boolean => bytes.readUInt16BE(0) === 0xffd8;

/**
 * Unpacks a picture and draws it as small as a screen would. Where the decoder gave up it leaves
 * clear pixels, which a JPEG has none of, and no picture has nothing else.
 */
export const drawPicture = async (bytes: Buffer): Promise<PictureVerdict> => {
  try {
    if (isPng(bytes) && !(await hasAllRows(bytes))) return 'broken';
    const image = await loadImage(bytes);
    const scale = Math.min(1, screenWidth / Math.max(image.width, image.height));
    const [width, height] = [image.width, image.height].map((side) =>
      Math.max(1, Math.floor(side * scale)),
    ) as [number, number];
    const context = createCanvas(width, height).getContext('2d');
    context.drawImage(image, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    let clear = 0;
    for (let at = 3; at < data.length; at += 4) if (data[at] === 0) clear += 1;
    const isBroken = isJpeg(bytes) ? clear > 0 : clear === width * height;
    return isBroken ? 'broken' : 'drawn';
  } catch {
    // Whatever the decoder says, it is of no use to the one who uploads
    return 'broken';
  }
};
