import { ManualClock } from '@nanoedge/base/testing';
import { DeploymentId } from '@nanoedge/protocol';
import { expect, it } from 'vitest';
import { toldAtMost, TellingLimit } from './telling-limit.ts';

const [loud, quiet] = ['loud', 'quiet'].map((id) => DeploymentId.parse(id));

const judgeAll = (limit: TellingLimit, count: number) =>
  Array.from({ length: count }, () => limit.judge(loud ?? DeploymentId.parse('loud')));

it('takes what waited, then so many a second, and says once that there was more', async () => {
  const clock = new ManualClock();
  const limit = new TellingLimit(clock);
  expect(new Set(judgeAll(limit, toldAtMost.burst))).toEqual(new Set(['admitted']));
  expect(judgeAll(limit, 3)).toEqual(['begins', 'refused', 'refused']);
  await clock.advance(1_000);
  expect(judgeAll(limit, toldAtMost.perSecond + 1).slice(-2)).toEqual(['admitted', 'refused']);
  await clock.advance(600_000);
  judgeAll(limit, toldAtMost.burst);
  expect(judgeAll(limit, 2)).toEqual(['begins', 'refused']);
});

it('takes nothing from one service for what another tells', () => {
  const limit = new TellingLimit(new ManualClock());
  judgeAll(limit, toldAtMost.burst + 100);
  expect(limit.judge(quiet ?? DeploymentId.parse('quiet'))).toBe('admitted');
});
