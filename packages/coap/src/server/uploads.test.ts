import { ManualClock } from '@nanoedge/base/testing';
import { expect, it } from 'vitest';
import { Uploads } from './uploads.ts';

const block = (key: string, num: number, from = '10.0.0.2') => ({
  key,
  from,
  target: `${from}/${key}`,
  num,
  bytes: 1024,
  more: true,
  length: 1024,
});

const kept = { forget: () => {}, move: () => {} };

it('bodies that are given up make room again, and what was kept of them is dropped', async () => {
  const clock = new ManualClock();
  const dropped: string[] = [];
  const uploads = new Uploads(clock, { ...kept, forget: (key) => dropped.push(key) });
  for (let one = 0; one < 8; one += 1) expect(uploads.judge(block(`k${one}`, 0))).toBeNull();
  expect(uploads.judge(block('more', 0))).toBe('4.13');
  expect(uploads.judge(block('other', 0, '10.0.0.3'))).toBeNull();
  await clock.advance(9_000);
  expect(uploads.judge(block('k0', 1))).toBeNull();
  await clock.advance(2_000);
  dropped.length = 0;
  expect(uploads.judge(block('more', 0))).toBeNull();
  expect(uploads.size).toBe(2);
  expect(dropped).toContain('k7');
  expect(uploads.judge(block('k0', 2))).toBeNull();
});

it('a body has at most a mebibyte, and all that are not whole have two', () => {
  const uploads = new Uploads(new ManualClock(), kept);
  for (let num = 0; num < 1024; num += 1) expect(uploads.judge(block('a', num))).toBeNull();
  expect(uploads.judge(block('a', 1024))).toBe('4.13');
  for (const key of ['b', 'c'])
    for (let num = 0; num < 1023; num += 1) expect(uploads.judge(block(key, num))).toBeNull();
  expect(uploads.judge(block('d', 0))).toBeNull();
  expect(uploads.judge(block('d', 1))).toBeNull();
  expect(uploads.judge(block('d', 2))).toBe('4.13');
});

it('a block that is repeated is taken once more, one from the future is not', () => {
  const uploads = new Uploads(new ManualClock(), kept);
  expect(uploads.judge(block('a', 0))).toBeNull();
  expect(uploads.judge(block('a', 1))).toBeNull();
  expect(uploads.judge(block('a', 1))).toBeNull();
  expect(uploads.judge(block('a', 3))).toBe('4.08');
  expect(uploads.judge(block('a', 1))).toBe('4.08');
});
