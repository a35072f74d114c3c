import { ManualClock } from '@nanoedge/base/testing';
import { expect, it } from 'vitest';
import { Admission, greetedAtOnce } from './admission.ts';

const fill = (admission: Admission): (() => void)[] =>
  Array.from({ length: greetedAtOnce }, () => admission.enter());

it('lets in as many as are greeted at once', () => {
  const admission = new Admission(new ManualClock());
  for (let inside = 0; inside < greetedAtOnce; inside += 1) {
    expect(admission.turnIn()).toBeNull();
    admission.enter();
  }
  expect(admission.turnIn()).not.toBeNull();
});

it('gives each of the others a turn of their own, one after the other', () => {
  const admission = new Admission(new ManualClock());
  fill(admission);
  const turns = Array.from({ length: 100 }, () => admission.turnIn() ?? 0);
  expect(turns).toEqual(turns.toSorted((a, b) => a - b));
  expect(new Set(turns).size).toBe(100);
});

it('tells later turns where greetings take longer', async () => {
  const clock = new ManualClock();
  const [slow, quick] = [new Admission(clock), new Admission(clock)];
  const [slowly, quickly] = [fill(slow), fill(quick)];
  for (const done of quickly) {
    await clock.advance(2);
    done();
  }
  for (const done of slowly) {
    await clock.advance(100);
    done();
  }
  fill(slow);
  fill(quick);
  expect(slow.turnIn()).toBeGreaterThan(quick.turnIn() ?? 0);
});

it('has room again when somebody was served, however often they say so', () => {
  const admission = new Admission(new ManualClock());
  const [first] = fill(admission);
  first?.();
  first?.();
  expect(admission.turnIn()).toBeNull();
  admission.enter();
  expect(admission.turnIn()).not.toBeNull();
});

it('never asks anybody to wait longer than half a minute', () => {
  const admission = new Admission(new ManualClock());
  fill(admission);
  const turns = Array.from({ length: 10_000 }, () => admission.turnIn() ?? 0);
  expect(Math.max(...turns)).toBe(30_000);
});
