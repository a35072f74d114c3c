import { ownZone } from '@nanoedge/base';
import { runStepNames } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { whyNotCancellable, whyWaiting } from './judge.ts';

const running = { state: 'running', reason: null } as const;
const queued = { state: 'queued', reason: null } as const;

describe('cancelling', () => {
  it('is possible until something is given up, even when steps came in the same millisecond', () => {
    const until = (last: (typeof runStepNames)[number]) => {
      const steps = runStepNames
        .slice(0, runStepNames.indexOf(last) + 1)
        .map((step) => ({ step, startedAt: 7 }));
      return whyNotCancellable(running, steps.toReversed()) === null;
    };
    expect(runStepNames.filter(until)).toEqual([
      'sending',
      'loading',
      'stopping',
      'snapshotting',
      'storing',
    ]);
    expect(whyNotCancellable(queued, [])).toBeNull();
    expect(whyNotCancellable({ ...running, reason: 'Cancelled by Ann.' }, [])).toBe(
      'It is being cancelled already.',
    );
    expect(whyNotCancellable({ state: 'failed', reason: 'why' }, [])).toBe('This run has ended.');
  });
});

describe('waiting', () => {
  const now = new Date(2027, 2, 1, 12).getTime();
  const at = { now, clock: { zone: ownZone() } };
  const device = {
    name: 'Closet',
    connected: true,
    enrolled: true,
    since: new Date(2027, 2, 1, 10, 42),
    busyWith: null,
  };

  it('says why nothing happens, and nothing when the device is at it', () => {
    expect(whyWaiting(queued, { ...device, connected: false }, at)).toBe(
      'Closet is offline since 10:42; the change will apply when it returns.',
    );
    const yesterday = { ...device, connected: false, since: new Date(2027, 1, 28, 9, 5) };
    expect(whyWaiting(running, yesterday, at)).toBe(
      'Closet is offline since 09:05 on 28 Feb; it will say how far it came when it returns.',
    );
    expect(whyWaiting(queued, { ...device, busyWith: 'user-guidance' }, at)).toBe(
      'Closet is busy with user-guidance first.',
    );
    expect(whyWaiting({ ...running, reason: 'Cancelled by Ann.' }, device, at)).toBe(
      'Closet is taking it back.',
    );
    expect([
      whyWaiting(queued, device, at),
      whyWaiting({ state: 'done', reason: null }, { ...device, connected: false }, at),
    ]).toEqual([null, null]);
  });

  it('says since when a device is offline by the clock of its site, wherever the server is', () => {
    const offline = { ...device, connected: false, since: new Date('2027-03-01T04:30:00Z') };
    const here = (zone: string) => ({ now: Date.parse('2027-03-01T12:00:00Z'), clock: { zone } });
    expect(whyWaiting(queued, offline, here('Asia/Tokyo'))).toContain('since 13:30;');
    expect(whyWaiting(queued, offline, here('America/New_York'))).toContain(
      'since 23:30 on 28 Feb;',
    );
  });
});
