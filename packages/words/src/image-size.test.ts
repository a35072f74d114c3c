import { expect, it } from 'vitest';
import { imageSize } from './image-size.ts';

it('the size of an image is that of its archive; of a pulled one the packed size, until it is on a device', () => {
  expect(imageSize({ bytes: 2_370_000, pulled: false }, 2_360_000)).toEqual({
    bytes: 2_370_000,
    text: '2.37 MB',
  });
  expect(imageSize({ bytes: 1_250_000, pulled: true }, null)).toEqual({
    bytes: null,
    text: '1.25 MB packed',
  });
  expect(imageSize({ bytes: 1_250_000, pulled: true }, 2_360_000)).toEqual({
    bytes: 2_360_000,
    text: '2.36 MB',
  });
});
