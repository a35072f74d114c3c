import { waitUntil } from '@nanoedge/base/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JourneysState } from '@nanoedge/protocol';
import { Site } from '../support/site.ts';
import { Walker } from '../support/walker.ts';
import type { ServiceName } from '../support/site.ts';

describe('services that are restarted during a journey', () => {
  let site: Site;
  let bob: Walker;
  const state = () => site.journey('key-bob')?.state;
  const welcomed = () =>
    site.room.screen.mode === 'content' && site.room.screen.welcome.length === 1;

  beforeEach(async () => {
    site = new Site();
    bob = new Walker('key-bob');
    await site.startWatched();
  });
  afterEach(async () => {
    bob.go(null);
    await site.stop();
  });

  const guideBob = async (): Promise<void> => {
    bob.go(site.entrance);
    await waitUntil('guided', () => state() === 'guiding' && site.corridor.lamps.length === 2);
  };
  const seatBob = async (): Promise<void> => {
    await guideBob();
    bob.go(site.room);
    await waitUntil('in the meeting', () => state() === 'in-meeting');
  };

  it('user-guidance lights the way again without being asked by anybody but the lease', async () => {
    await guideBob();
    await site.stopService('user-guidance');
    site.corridor.lights.length = 0;
    await site.startService('user-guidance');
    await waitUntil('lamps again', () => site.corridor.lamps.length === 2);
    expect(state()).toBe('guiding');
  });

  it('meeting-room shows the meeting again', async () => {
    await seatBob();
    await site.stopService('meeting-room');
    site.room.screens.length = 0;
    await site.startService('meeting-room');
    await waitUntil('content again', welcomed);
    expect(state()).toBe('in-meeting');
  });

  it('a restarted scanner makes nobody leave the room', async () => {
    await seatBob();
    await site.restartService('bluetooth-scanner-room');
    const sightings = () => site.room.events.filter(({ type }) => type === 'sighting').length;
    await waitUntil('Bob is heard again', () => sightings() === 2);
    expect(site.snapshots('key-bob').some((journey) => journey.state === 'left')).toBe(false);
    bob.go(null);
    await waitUntil('left', () => state() === 'left');
  });

  it('a restarted controller takes over the guidance that is under way', async () => {
    await guideBob();
    const id = site.journey('key-bob')?.id;
    await site.restartService('main-controller');
    bob.go(site.room);
    await waitUntil('in the meeting', () => state() === 'in-meeting');
    expect(site.journey('key-bob')?.id).toBe(id);
    await waitUntil('lamps off', () => site.corridor.lamps.length === 0);
  });

  it('a restarted controller takes over the meeting that is shown', async () => {
    await seatBob();
    const id = site.journey('key-bob')?.id;
    const shown = site.room.screens.length;
    await site.restartService('main-controller');
    await waitUntil('the journey is known again', async () => {
      const { journeys } = await site.client.request(
        { url: site.url('main-controller'), path: '/journeys', method: 'GET' },
        JourneysState,
      );
      return journeys.some((journey) => journey.id === id && journey.state === 'in-meeting');
    });
    expect(site.room.screens).toHaveLength(shown);
    bob.go(null);
    await waitUntil('left', () => state() === 'left');
    await waitUntil('screen idle', () => site.room.screen.mode === 'idle');
  });

  it('a person who arrives while authentication-engine is away is identified when it is back', async () => {
    await site.stopService('authentication-engine');
    bob.go(site.entrance);
    await waitUntil('somebody is waited for', () =>
      site.closet.events.some(
        (event) => event.type === 'journey.updated' && event.snapshot.state === 'waiting',
      ),
    );
    await waitUntil('the radio listens', () => site.entrance.listening);
    await site.startService('authentication-engine');
    await waitUntil('guided', () => state() === 'guiding');
  });

  it('a dead controller leaves no lamp and no content burning', async () => {
    await seatBob();
    await site.stopService('main-controller');
    await waitUntil('screen idle', () => site.room.screen.mode === 'idle');
    await waitUntil('radio off', () => !site.room.listening);
    expect(site.room.events.at(-1)).toMatchObject({
      type: expect.stringMatching(/content\.hidden|scan\.stopped/),
    });
  });

  it('events wait while the gateway is away and come in order when it is back', async () => {
    await site.corridor.stop();
    bob.go(site.entrance);
    await waitUntil('guiding', () => state() === 'guiding');
    bob.go(site.room);
    await waitUntil('in the meeting', () => state() === 'in-meeting');
    expect(site.corridor.events).toEqual([]);
    await site.corridor.restart();
    await waitUntil('both events', () => site.corridor.events.length === 2);
    expect(site.corridor.events.map(({ type }) => type)).toEqual([
      'guidance.started',
      'guidance.stopped',
    ]);
  });

  it('sensors are observed again after their gateway restarted', async () => {
    await site.entrance.restart();
    expect(site.entrance.watched).toBe(false);
    await waitUntil('observed again', () => site.entrance.watched, { timeoutMs: 15_000 });
    await guideBob();
  });

  it.each<ServiceName>(['presence-detection-entrance', 'bluetooth-scanner-entrance'])(
    '%s restarts between two arrivals',
    async (name) => {
      await site.restartService(name);
      await waitUntil('sensor observed', () => site.entrance.watched);
      await guideBob();
    },
  );
});
