import { waitUntil } from '@nanoedge/base/testing';
import { hopNames } from '@nanoedge/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { largeManifest as manifest } from '@nanoedge/coap/testing';
import { Site } from '../support/site.ts';
import { Walker } from '../support/walker.ts';

describe('a journey over six services on real UDP', () => {
  let site: Site;
  let walkers: Walker[];
  const walker = (key: string): Walker => {
    const created = new Walker(key);
    walkers.push(created);
    return created;
  };
  const state = (key: string) => site.journey(key)?.state;

  beforeEach(async () => {
    site = new Site();
    walkers = [];
    await site.startWatched();
  });
  afterEach(async () => {
    for (const each of walkers) each.go(null);
    await site.stop();
  });

  it('goes through the hops in the order of the paper and ends when the person leaves', async () => {
    const bob = walker('key-bob');
    bob.go(site.entrance);
    await waitUntil(
      'guided',
      () => state('key-bob') === 'guiding' && site.corridor.lamps.length === 2,
    );
    expect(site.corridor.lamps.map(({ waypoint, colour }) => [waypoint, colour])).toEqual([
      ['w1', '#e69f00'],
      ['w2', '#e69f00'],
    ]);
    bob.go(site.room);
    await waitUntil('in the meeting', () => state('key-bob') === 'in-meeting');
    await waitUntil('lamps off', () => site.corridor.lamps.length === 0);
    expect(site.room.screens.map(({ mode }) => mode).slice(-2)).toEqual(['cleared', 'content']);
    expect(site.room.screen).toMatchObject({
      mode: 'content',
      items: manifest.items,
      welcome: [{ id: 'bob' }],
    });

    const journey = site.journey('key-bob');
    const stamps = hopNames.map((hop) => journey?.hops[hop]);
    expect(stamps.every((stamp) => stamp !== undefined)).toBe(true);
    expect(stamps).toEqual([...stamps].sort((one, other) => Number(one) - Number(other)));
    const order = hopNames.map((hop) =>
      site.snapshots('key-bob').findIndex(({ hops }) => hops[hop] !== undefined),
    );
    expect(order).toEqual([...order].sort((one, other) => one - other));

    bob.go(null);
    await waitUntil('left', () => state('key-bob') === 'left');
    await waitUntil('screen idle', () => site.room.screen.mode === 'idle');
    await waitUntil('radios off', () => !site.room.listening && !site.entrance.listening);
    const types = site.events().map(({ type }) => type);
    for (const type of [
      'presence.detected',
      'presence.cleared',
      'scan.started',
      'scan.stopped',
      'sighting',
      'identity.recognised',
      'guidance.started',
      'guidance.stopped',
      'content.cleared',
      'content.shown',
      'content.hidden',
    ]) {
      expect(types).toContain(type);
    }
    expect(site.room.events.find(({ type }) => type === 'content.hidden')).toMatchObject({
      reason: 'everyone-left',
    });
    expect(site.corridor.events.find(({ type }) => type === 'guidance.stopped')).toMatchObject({
      reason: 'arrived',
    });
  });

  it('refuses the unknown and the uninvited and opens nothing to them', async () => {
    // Of a key of nobody no message tells, so the journey is found by its refusal
    const strangerRefused = () =>
      site.closet.events.flatMap((event) =>
        event.type === 'journey.updated' && event.snapshot.refusal === 'unknown'
          ? [event.snapshot]
          : [],
      )[0];
    const stranger = walker('key-nobody');
    const eve = walker('key-eve');
    stranger.go(site.entrance);
    eve.go(site.entrance);
    await waitUntil(
      'both refused',
      () => strangerRefused() !== undefined && state('key-eve') === 'refused',
    );
    stranger.go(site.room);
    eve.go(site.room);
    await waitUntil('the room hears her', () =>
      site.room.events.some((event) => event.type === 'sighting' && event.key === 'key-eve'),
    );
    expect(strangerRefused()).toMatchObject({ state: 'refused', key: null, person: null });
    expect(site.journey('key-nobody')).toBeUndefined();
    expect(site.journey('key-eve')).toMatchObject({ refusal: 'uninvited', person: { id: 'eve' } });
    expect(site.corridor.lights.flatMap(({ lamps }) => lamps)).toEqual([]);
    expect(site.room.screens).toEqual([]);
    expect(site.closet.events.filter(({ type }) => type === 'identity.refused')).toHaveLength(2);
    expect(JSON.stringify(site.events())).not.toContain('key-nobody');
  });

  it('guides two people at once in different colours and shows the content until the last one leaves', async () => {
    const bob = walker('key-bob');
    const carl = walker('key-carl');
    bob.go(site.entrance);
    carl.go(site.entrance);
    await waitUntil(
      'both guided',
      () => new Set(site.corridor.lamps.map(({ colour }) => colour)).size === 2,
    );
    bob.go(site.room);
    carl.go(site.room);
    await waitUntil(
      'both welcomed',
      () => site.room.screen.mode === 'content' && site.room.screen.welcome.length === 2,
    );
    const shown = () => site.room.events.filter(({ type }) => type === 'content.shown').length;
    await waitUntil('that is told', () => shown() > 0);
    expect(shown()).toBe(1);
    bob.go(null);
    await waitUntil('Bob left', () => state('key-bob') === 'left');
    await waitUntil(
      'Carl is still welcome',
      () => site.room.screen.mode === 'content' && site.room.screen.welcome.length === 1,
    );
    carl.go(null);
    await waitUntil('screen idle', () => site.room.screen.mode === 'idle');
    expect(shown()).toBe(1);
  });

  it('calls a person without a key unrecognised when the scan ends', async () => {
    site.entrance.move(true);
    await waitUntil('waiting', () =>
      site.closet.events.some(
        (event) => event.type === 'journey.updated' && event.snapshot.state === 'waiting',
      ),
    );
    site.entrance.move(false);
    await waitUntil('unrecognised', () =>
      site.closet.events.some(
        (event) => event.type === 'journey.updated' && event.snapshot.state === 'unrecognised',
      ),
    );
  });
});
