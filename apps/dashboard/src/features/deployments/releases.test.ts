import { Bytes, Digest, parse } from '@nanoedge/protocol';
import { expect, it } from 'vitest';
import { layerShares } from './releases.ts';

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
