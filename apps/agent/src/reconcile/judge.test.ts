import { expect, it } from 'vitest';
import { failedAfter, judge } from './judge.ts';

const first = { kind: 'change', goesBack: false, hasFormer: true, failures: 1 } as const;

it('rolls a change back at its first failure where something ran well before', () => {
  expect(judge(first)).toBe('rolled-back');
  expect(judge({ ...first, failures: failedAfter })).toBe('rolled-back');
});

it('tries anything else again, until it has failed six times', () => {
  const others = [
    { ...first, hasFormer: false },
    { ...first, goesBack: true },
    { ...first, kind: 'restart' },
    { ...first, kind: 'removal' },
  ] as const;
  for (const other of others) {
    expect(judge(other)).toBe('retry');
    expect(judge({ ...other, failures: failedAfter - 1 })).toBe('retry');
    expect(judge({ ...other, failures: failedAfter })).toBe('failed');
  }
  expect(failedAfter).toBe(6);
});
