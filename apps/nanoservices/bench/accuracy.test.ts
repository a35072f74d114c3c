import { expect, it } from 'vitest';
import { onCorridor } from './corridor.ts';
import { lessonOffsets, onTestRun, onTestRunBehindBody, withinLesson } from './modes.ts';
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

// The goal is 93 %: docs/accuracy.md says that it is not reached
it('says it for 91 % after the whole lesson, with at most 12 changes and delays of 5 s', () => {
  expect(shareRight(scores.calibrated)).toBeGreaterThanOrEqual(0.91);
  expect(scores.calibrated.changes).toBeLessThanOrEqual(12);
  expect(delayOf(scores.calibrated, 0.95)).toBeLessThanOrEqual(5);
});

it('says it for 90 % behind a body that takes 10 dB away, and for 87 % after 30 s a zone', () => {
  expect(shareRight(onTestRunBehindBody().calibrated)).toBeGreaterThanOrEqual(0.9);
  expect(shareRight(withinLesson().halfMinute)).toBeGreaterThanOrEqual(0.87);
});

it('says it for 85 % of people’s tags by two scanners, with at most one wrong change in two minutes', () => {
  const { changes, right, samples } = onCorridor(30_000);
  expect(right / samples).toBeGreaterThanOrEqual(0.85);
  // Nine tags of 20 minutes, four times
  expect(changes).toBeLessThanOrEqual((9 * 20 * 4) / 2);
});

it('gives the interval that Wilson gives', () => {
  const [from, to] = wilson(90, 100);
  expect(from).toBeCloseTo(0.8256, 3);
  expect(to).toBeCloseTo(0.9448, 3);
});
