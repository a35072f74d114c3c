import { Bytes, Digest, parse } from '@nanoedge/protocol';
import { expect, it } from 'vitest';
import { imagesOnDevice } from './images-on-device.ts';

const digest = (letter: string) => parse(Digest, `sha256:${letter.repeat(64)}`, 'digest');
const bytes = (count: number) => parse(Bytes, count, 'bytes');
const layer = (letter: string, count: number) => ({ digest: digest(letter), bytes: bytes(count) });
const release = (id: string, pulled: boolean, layers: ReturnType<typeof layer>[]) => ({
  imageId: digest(id),
  bytes: bytes(0),
  pulled,
  layers,
});

it('counts a layer once, however many images have it, and keeps packed from unpacked', () => {
  const base = layer('b', 2_000);
  const one = release('1', false, [base, layer('c', 30)]);
  const two = release('2', false, [base, base, layer('d', 40)]);
  const pulled = release('3', true, [base, layer('e', 500)]);
  expect(imagesOnDevice([one, one, two, pulled])).toEqual({
    unpacked: 2_070,
    shared: 2_000,
    packed: 2_500,
  });
  expect(imagesOnDevice([])).toEqual({ unpacked: 0, shared: 0, packed: 0 });
});
