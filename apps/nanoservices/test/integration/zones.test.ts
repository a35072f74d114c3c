import { waitUntil } from '@nanoedge/base/testing';
import type { IdentityKey } from '@nanoedge/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Site } from '../support/site.ts';
import { Walker } from '../support/walker.ts';

const bob = 'key-bob' as IdentityKey;

describe('where somebody is, by all scanners together', () => {
  let site: Site;
  const beats: NodeJS.Timeout[] = [];
  const state = () => site.journey(bob)?.state;

  /** Calls `beat` now and every so often, with how often it was called before. */
  const every = (ms: number, beat: (count: number) => void): void => {
    let count = 0;
    const next = (): void => {
      beat(count);
      count += 1;
    };
    next();
    beats.push(setInterval(next, ms));
  };
  const passed = async (ms: number): Promise<void> => {
    const until = Date.now() + ms;
    await waitUntil('time has passed', () => Date.now() >= until, { timeoutMs: ms + 5000 });
  };

  beforeEach(async () => {
    site = new Site();
    await site.start();
    await waitUntil('both sensors observed', () => site.entrance.watched && site.room.watched);
    site.entrance.move(true);
    site.room.move(true);
    await waitUntil('both radios listen', () => site.entrance.listening && site.room.listening);
  });
  afterEach(async () => {
    for (const beat of beats.splice(0)) clearInterval(beat);
    await site.stop();
  });

  it.each([
    ['the room hears him first', -89],
    ['the room hears him well', -72],
  ])('is the entrance, which hears Bob at −55 dBm, though %s', async (_name, rssi) => {
    every(500, () => {
      site.room.advertise(bob, rssi);
      site.entrance.advertise(bob, -55);
    });
    await waitUntil('guided', () => state() === 'guiding');
    await passed(3000);
    expect(state()).toBe('guiding');
    expect(site.journey(bob)?.zone).toBe('entrance');
    expect(site.room.screens).toEqual([]);
  });

  it('changes at most once in ten seconds for a key that alternates between two rooms', async () => {
    every(1000, (count) => (count % 2 === 0 ? site.entrance : site.room).advertise(bob, -60));
    await waitUntil('placed', () => state() === 'guiding');
    await passed(10_000);
    const zones = site.snapshots(bob).map(({ zone }) => zone);
    const changes = zones.filter((zone, at) => at > 0 && zone !== zones[at - 1]);
    expect(changes.length).toBeLessThanOrEqual(1);
  });

  it('is the room once it alone hears him, and for those who come within two seconds', async () => {
    site.room.move(false);
    await waitUntil('the room is quiet', () =>
      site.room.events.some(({ type }) => type === 'presence.cleared'),
    );
    const walker = new Walker(bob);
    walker.go(site.entrance);
    await waitUntil('guided', () => state() === 'guiding');
    walker.go(site.room);
    const cameAt = Date.now();
    await waitUntil('arrived', () => state() === 'arrived' || state() === 'in-meeting');
    expect(Date.now() - cameAt).toBeLessThan(2500);
    walker.go(null);
  });

  it('is the only zone that has a scanner, however faint the key', async () => {
    every(300, () => site.entrance.advertise(bob, -85));
    await waitUntil('guided', () => state() === 'guiding');
    expect(site.journey(bob)?.zone).toBe('entrance');
  });
});
