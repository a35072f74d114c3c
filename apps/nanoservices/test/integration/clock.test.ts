import { waitUntil } from '@nanoedge/base/testing';
import type { Schema } from '@nanoedge/coap';
import { JourneysState, ScanState, SessionsState } from '@nanoedge/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Site, type ServiceName } from '../support/site.ts';
import { Walker } from '../support/walker.ts';

const hourMs = 3_600_000;

/** How long a step of the clock may hold anybody up. */
const goesOn = { timeoutMs: 5_000 };

describe('six services on machines with a wrong clock', () => {
  let site: Site;
  let bob: Walker;
  const state = () => site.journey('key-bob')?.state;
  const journeys = () => new Set(site.snapshots('key-bob').map(({ id }) => id)).size;

  const starts = async (): Promise<void> => {
    await site.start();
    await waitUntil('both sensors observed', () => site.entrance.watched && site.room.watched);
  };
  const walksToTheMeeting = async (): Promise<void> => {
    bob.go(site.entrance);
    await waitUntil('guided', () => state() === 'guiding');
    bob.go(site.room);
    await waitUntil('in the meeting', () => state() === 'in-meeting', goesOn);
  };
  /** Moments that three services remember, by their own clocks. */
  const momentsOf = async (): Promise<number[]> => {
    const ask = async <T extends Schema>(name: ServiceName, path: string, schema: T) =>
      site.client.request({ url: site.url(name), path, method: 'GET' }, schema);
    const [scan, held, followed] = await Promise.all([
      ask('bluetooth-scanner-room', '/scan', ScanState),
      ask('meeting-room', '/sessions', SessionsState),
      ask('main-controller', '/journeys', JourneysState),
    ]);
    return [
      scan.until ?? 0,
      ...held.sessions.map(({ since }) => since),
      ...followed.journeys.map(({ updatedAt }) => updatedAt),
    ];
  };
  const told = (): number[] => site.events().map(({ at }) => Math.abs(at - Date.now()));

  beforeEach(() => {
    site = new Site();
    bob = new Walker('key-bob');
  });
  afterEach(async () => {
    bob.go(null);
    await site.stop();
  });

  it.each([-hourMs, hourMs])('go on when the clock is set by %d ms in a journey', async (byMs) => {
    await starts();
    bob.go(site.entrance);
    await waitUntil('guided', () => state() === 'guiding');
    site.machine.aheadMs = byMs;
    bob.go(site.room);
    await waitUntil('in the meeting', () => state() === 'in-meeting', goesOn);
    bob.go(null);
    await waitUntil('left', () => state() === 'left', goesOn);
    expect(journeys()).toBe(1);
    expect(Math.max(...told())).toBeLessThan(60_000);
  });

  it.each([2 * hourMs, 5_000 - Date.now()])(
    'go by the time of their device when the clock is %d ms ahead from the start',
    async (aheadMs) => {
      site.machine.aheadMs = aheadMs;
      await starts();
      await walksToTheMeeting();
      expect(Math.max(...told())).toBeLessThan(60_000);
    },
  );

  it.each([-8 * 60_000, 8 * 60_000])(
    'keep who is in a meeting when their device corrects its time by %d ms, and let them leave',
    async (byMs) => {
      for (const gateway of site.gateways) gateway.time.aheadMs = byMs < 0 ? -byMs : 0;
      await starts();
      await walksToTheMeeting();
      for (const gateway of site.gateways) gateway.time.aheadMs += byMs;
      const shown = () => site.room.screens.filter(({ mode }) => mode === 'content').length;
      await waitUntil('the new time everywhere', async () =>
        (await momentsOf()).every((at) => Math.abs(at - site.room.at) < 60_000),
      );
      expect([state(), journeys(), shown()]).toEqual(['in-meeting', 1, 1]);
      bob.go(null);
      await waitUntil('left', () => state() === 'left', goesOn);
      await waitUntil('screen idle', () => site.room.screen.mode === 'idle', goesOn);
    },
  );

  it('say that they cannot check meetings while the time is unknown, and do when it is', async () => {
    for (const gateway of site.gateways)
      gateway.time = { aheadMs: 5_000 - Date.now(), known: false };
    await starts();
    bob.go(site.entrance);
    await waitUntil('recognised, not let in', () => state() === 'refused', goesOn);
    expect(site.journey('key-bob')).toMatchObject({ refusal: 'no-clock', person: { id: 'bob' } });
    expect(site.events()).toContainEqual(
      expect.objectContaining({ type: 'identity.refused', reason: 'no-clock' }),
    );
    for (const gateway of site.gateways) gateway.time = { aheadMs: 0, known: true };
    await waitUntil('guided', () => state() === 'guiding', goesOn);
  });
});
