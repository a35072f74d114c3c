import { eventWith } from '@nanoedge/protocol/testing';
import { expect, it } from 'vitest';
import { readChanged, readDevice, readEvents, readMissed } from './read-push.ts';

const quiet = eventWith(1, { type: 'presence.cleared', zone: 'entrance' });
const status = {
  device: 'closet',
  connected: true,
  since: 1000,
  address: null,
  displayUrl: null,
  desiredRevision: 3,
  reported: null,
  heardAt: null,
  engineSeenAt: null,
  saidAt: 2000,
};

it('reads the events of a push; one that no schema takes harms no other', () => {
  const strange = { ...quiet, id: 2, body: { type: 'presence.guessed', at: 1 } };
  expect(readEvents({ events: [strange, quiet] })).toEqual([quiet]);
  expect(readEvents({ events: 'none' })).toEqual([]);
  expect(readEvents(undefined)).toEqual([]);
});

it('reads a device, and takes nothing else for one', () => {
  expect(readDevice(status)).toEqual(status);
  expect(readDevice({ ...status, connected: 'yes' })).toBeNull();
});

it('reads what changed, and leaves what it does not know', () => {
  expect(readChanged({ entity: 'runs' })).toBe('runs');
  expect(readChanged({ entity: 'weather' })).toBeNull();
});

it('reads what was missed, and knows a refusal', () => {
  const answer = { ok: true, value: { devices: [status, {}], events: [quiet], more: true } };
  expect(readMissed(answer)).toEqual({ devices: [status], events: [quiet], more: true });
  expect(readMissed({ ok: false, error: 'You are not signed in.' })).toBeNull();
  expect(readMissed(null)).toBeNull();
});
