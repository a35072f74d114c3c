import { eventWith } from '@nanoedge/protocol/testing';
import { expect, it } from 'vitest';
import { eventFilter, eventTypes, isProgress, typesOfGroup } from './event-filter.ts';

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

it('a filter lets through what is of its group and its device', () => {
  const event = eventWith(1, { type: 'presence.detected', zone: 'entrance' });
  const passes = (kind: string, device: string) => eventFilter({ kind, device })(event);
  expect(passes('', '')).toBe(true);
  expect(passes('sensing', '')).toBe(true);
  expect(passes('machinery', '')).toBe(false);
  expect(passes('', 'closet')).toBe(true);
  expect(passes('sensing', 'entrance')).toBe(false);
});

it('an event of a type that no group has passes as long as no group is chosen', () => {
  const known = eventWith(1, { type: 'presence.detected', zone: 'entrance' });
  const newer = { ...known, body: { type: 'door.opened' } } as unknown as typeof known;
  expect(eventFilter({ kind: '', device: '' })(newer)).toBe(true);
  expect(eventFilter({ kind: 'sensing', device: '' })(newer)).toBe(false);
});
