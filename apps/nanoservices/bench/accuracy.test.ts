import { expect, it } from 'vitest';
import { lessonOffsets, onTestRun } from './modes.ts';
import { delayOf, shareRight, wilson } from './score.ts';
import { quantile } from '@nanoedge/base';

const scores = onTestRun();

it('says the right zone for 82 % of the test run from the plan alone, with at most 16 changes', () => {
  expect(shareRight(scores.uncalibrated)).toBeGreaterThanOrEqual(0.82);
  expect(scores.uncalibrated.changes).toBeLessThanOrEqual(16);
});

it('says it for 90 % after thirty seconds in each zone, by the middle of eleven lessons', () => {
  expect(scores.halfMinute).toHaveLength(lessonOffsets.length);
  expect(quantile(scores.halfMinute.map(shareRight), 0.5)).toBeGreaterThanOrEqual(0.9);
});

// The goals are 93 % and 5 s: docs/accuracy.md says that they are not reached
it('says it for 91 % after the whole lesson, with at most 12 changes and delays below 7 s', () => {
  expect(shareRight(scores.calibrated)).toBeGreaterThanOrEqual(0.91);
  expect(scores.calibrated.changes).toBeLessThanOrEqual(12);
  expect(delayOf(scores.calibrated, 0.95)).toBeLessThan(7);
});

it('gives the interval that Wilson gives', () => {
  const [from, to] = wilson(90, 100);
  expect(from).toBeCloseTo(0.8256, 3);
  expect(to).toBeCloseTo(0.9448, 3);
});
