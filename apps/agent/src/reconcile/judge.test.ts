import { expect, it } from 'vitest';
import { failedAfter, judgeFailure } from './judge.ts';

const first = {
  kind: 'change',
  goesBack: false,
  hasFormer: true,
  failures: 1,
  byEngine: false,
} as const;

it('rolls a change back at its first failure where something ran well before', () => {
  expect(judgeFailure(first)).toBe('rolled-back');
  expect(judgeFailure({ ...first, failures: failedAfter })).toBe('rolled-back');
});

it('holds what the engine refuses against no change before a fresh container was refused, too', () => {
  const refused = { ...first, byEngine: true };
  expect([1, 2, 3, 4].map((failures) => judgeFailure({ ...refused, failures }))).toEqual([
    'retry',
    'retry',
    'retry',
    'rolled-back',
  ]);
});

it('tries anything else again, until it has failed six times', () => {
  const others = [
    { ...first, hasFormer: false },
    { ...first, goesBack: true },
    { ...first, kind: 'restart' },
    { ...first, kind: 'removal' },
  ] as const;
  for (const other of others) {
    expect(judgeFailure(other)).toBe('retry');
    expect(judgeFailure({ ...other, failures: failedAfter - 1 })).toBe('retry');
    expect(judgeFailure({ ...other, failures: failedAfter })).toBe('failed');
  }
  expect(failedAfter).toBe(6);
});
