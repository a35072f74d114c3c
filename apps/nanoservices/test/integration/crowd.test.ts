import { waitUntil } from '@nanoedge/base/testing';
import type { IdentityKey, Sighting, ZoneId } from '@nanoedge/protocol';
import { IdentityLog, JourneysState, mostKeysAtOnce, SightingAnswer } from '@nanoedge/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Site } from '../support/site.ts';

const entrance = 'entrance' as ZoneId;
const strangers = (count: number): string[] =>
  Array.from({ length: count }, (_one, at) => `de:ad:${at.toString(16).padStart(8, '0')}`);

describe('a crowd of keys that belong to nobody', () => {
  let site: Site;
  beforeEach(async () => {
    site = new Site();
    await site.start();
    await waitUntil('the motion sensor is observed', () => site.entrance.watched);
    site.entrance.move(true);
    await waitUntil('the scanner listens', () => site.entrance.listening);
  });
  afterEach(() => site.stop());

  const report = async (keys: readonly string[]): Promise<number[]> => {
    const heard = keys.map(
      (key) => ({ key: key as IdentityKey, rssi: -60, heardAt: Date.now() }) as Sighting,
    );
    const answer = await site.client.request(
      {
        url: site.url('main-controller'),
        path: '/sightings',
        method: 'POST',
        body: { zone: entrance, sightings: heard },
      },
      SightingAnswer,
    );
    return answer.followed;
  };
  const journeys = async () =>
    (
      await site.client.request(
        { url: site.url('main-controller'), path: '/journeys', method: 'GET' },
        JourneysState,
      )
    ).journeys;

  it.each([64, 500, 10_000])(
    'of %i costs no journey, no event and no address, and Bob among them is identified at once',
    async (count) => {
      const crowd = strangers(count);
      for (let from = 0; from < crowd.length; from += mostKeysAtOnce)
        expect(await report(crowd.slice(from, from + mostKeysAtOnce))).toEqual([]);
      const [stranger = ''] = crowd;
      expect(await report([stranger, 'key-bob'])).toEqual([1]);
      await waitUntil('Bob is guided', () => site.journey('key-bob')?.state === 'guiding');
      const known = await journeys();
      expect(known.filter(({ key }) => key !== null).map(({ key }) => key)).toEqual(['key-bob']);
      expect(known.length).toBeLessThanOrEqual(2);
      const { decisions } = await site.client.request(
        { url: site.url('authentication-engine'), path: '/events', method: 'GET' },
        IdentityLog,
      );
      expect(decisions.map(({ person }) => person)).toEqual(['bob']);
      await site.stopService('main-controller');
      const counted = site.closet.events.filter(({ type }) => type === 'keys.unknown');
      expect(counted).toMatchObject([{ zone: entrance, count, more: false }]);
      expect(JSON.stringify(site.events())).not.toContain('de:ad');
    },
  );

  it('that the radio hears all at once does not keep Bob from being recognised', async () => {
    for (const key of strangers(500)) site.entrance.advertise(key as IdentityKey);
    site.entrance.advertise('key-bob' as IdentityKey);
    await waitUntil('Bob is guided', () => site.journey('key-bob')?.state === 'guiding');
    const sightings = site.entrance.events.filter(({ type }) => type === 'sighting');
    expect(sightings).toMatchObject([{ key: 'key-bob', zone: entrance }]);
    expect(JSON.stringify(site.events())).not.toContain('de:ad');
  });

  it('is recognised within two seconds of a change in the roster that makes one of them known', async () => {
    const { rosterAt } = await import('../support/roster.ts');
    expect(await report(['key-late'])).toEqual([]);
    const roster = rosterAt(Date.now());
    await site.client.send({
      url: site.url('authentication-engine'),
      path: '/roster',
      method: 'PUT',
      body: {
        ...roster,
        revision: roster.revision + 1,
        people: roster.people.map((person) =>
          person.id === 'bob' ? { ...person, keys: [...person.keys, 'key-late'] } : person,
        ),
      },
    });
    const changedAt = Date.now();
    await waitUntil('the key is known', async () => (await report(['key-late'])).length === 1);
    expect(Date.now() - changedAt).toBeLessThan(2000);
  });
});
