import { describe, expect, it } from 'vitest';
import { biasAfter } from './bias.ts';
import type { Expectation } from './expectation.ts';
import { Fitting } from './fit.ts';

const heard = (mean: number, silence = 0.02): Expectation => ({ mean, spread: 4, silence });
/** Two zones and two scanners; the second zone has a spot at its door and one at its window. */
const fitting = new Fitting(
  [
    [[heard(-50), heard(-80, 0.5)]],
    [
      [heard(-60), heard(-60)],
      [heard(-80, 0.5), heard(-50)],
    ],
  ],
  { keySpreadDb: 1, outlier: 3 },
);
const logs = (readings: Parameters<Fitting['fits']>[0], bias = 0): number[] =>
  fitting.fits(readings, bias).map(({ log }) => log);

describe('how well what is heard fits a zone', () => {
  it('is best where it is expected, at whichever spot', () => {
    const [near = 0, far = 0] = logs([-51, -79]);
    expect(near).toBeGreaterThan(far + 3);
    for (const readings of [
      [-61, -59],
      [-79, -51],
    ]) {
      const [one = 0, other = 0] = logs(readings);
      expect(other).toBeGreaterThan(one + 3);
    }
  });

  it('takes silence for a sign of where silence is usual, and nothing for no sign', () => {
    const [near = 0, far = 0] = logs([-50, 'silent']);
    const [alone = 0, other = 0] = logs([-50, null]);
    expect(near - far).toBeGreaterThan(alone - other);
  });

  it('does not let one scanner that errs decide by how much', () => {
    const [near = 0, far = 0] = logs([-50, -120]);
    const [nearer = 0, farther = 0] = logs([-50, -127]);
    expect(near - far).toBeCloseTo(nearer - farther, 1);
  });

  it('knows a key that is weaker as a rule', () => {
    const weak = [-62, -92];
    const [near = 0, far = 0] = logs(weak, -12);
    const [strange = 0] = logs(weak);
    expect(near).toBeGreaterThan(far);
    expect(near).toBeGreaterThan(strange);
  });
});

describe('how strong a key is as a rule', () => {
  const after = (bias: number, readings: readonly (number | null)[], elapsed = 1000): number =>
    biasAfter(bias, fitting.fits(readings, bias), {
      belief: [0.9, 0.1],
      readings,
      elapsed,
      biasMs: 10_000,
      biasShare: 0.8,
    });

  it('is learned slowly, where the key is believed to be, and never wholly', () => {
    const weak = [-58, -88];
    expect(after(0, weak)).toBeCloseTo(-0.8 * 8 * (1 - Math.exp(-0.1)), 5);
    let bias = 0;
    for (let second = 0; second < 300; second += 1) bias = after(bias, weak);
    expect(bias).toBeCloseTo(-6.4, 1);
  });

  it('is not learned from one scanner, nor when no time passes', () => {
    expect(after(-3, [-58, null])).toBe(-3);
    expect(after(-3, [-58, -88], 0)).toBe(-3);
  });

  it('is believed within bounds', () => {
    expect(after(0, [-100, -127], 1e9)).toBe(-12);
    expect(after(0, [10, -20], 1e9)).toBe(12);
  });
});
