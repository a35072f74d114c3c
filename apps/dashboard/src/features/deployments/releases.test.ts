import { Bytes, Digest, parse } from '@nanoedge/protocol';
import { expect, it } from 'vitest';
import { imageSize, layerShares } from './releases.ts';

const layer = (digit: string, bytes: number) => ({
  digest: parse(Digest, `sha256:${digit.repeat(64)}`, 'digest'),
  bytes: parse(Bytes, bytes, 'bytes'),
});

it('layers that any other release has are shared, whosever it is', () => {
  const mine = { id: '1', layers: [layer('a', 2000), layer('b', 30), layer('c', 4)] };
  const others = [
    { releases: [mine, { id: '2', layers: [layer('a', 2000), layer('b', 30)] }] },
    { releases: [{ id: '3', layers: [layer('a', 2000)] }] },
  ];
  expect(layerShares(mine, others)).toEqual({
    own: { count: 1, bytes: 4 },
    shared: { count: 2, bytes: 2030 },
  });
});

it('the only release shares nothing', () => {
  const mine = { id: '1', layers: [layer('a', 2000)] };
  expect(layerShares(mine, [{ releases: [mine] }])).toEqual({
    own: { count: 1, bytes: 2000 },
    shared: { count: 0, bytes: 0 },
  });
});

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
