import { expect, it } from 'vitest';
import { eventWith } from '@/browser/live/test-journey.ts';
import { eventTypes, isProgress, typesOfGroup } from './event-filter.ts';

it('every type of event belongs to a group of the filter', () => {
  const grouped = ['arrivals', 'sensing', 'content', 'machinery'].flatMap((group) => [
    ...typesOfGroup(group),
  ]);
  expect(grouped.toSorted()).toEqual(eventTypes.toSorted());
});

it('a step that goes on is progress', () => {
  const run = { run: 'r1', deployment: 'kb-engine-e78d76a8', bytes: null, totalBytes: null };
  const step = eventWith(1, { type: 'run.step', ...run, step: 'sending', state: 'running' });
  expect(isProgress(step)).toBe(true);
});
