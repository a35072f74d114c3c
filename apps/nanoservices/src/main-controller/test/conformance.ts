import { waitUntil } from '@nanoedge/base/testing';
import { IdentityKey, JourneysState, PersonId } from '@nanoedge/protocol';
import { expect } from 'vitest';
import type { CoapClient } from '@nanoedge/coap';
import type { ConformanceCase } from '../../../test/conformance/case.ts';
import { controllerConfig } from '../../../test/support/configs.ts';

const moves = async (url: string, client: CoapClient): Promise<void> => {
  const body = { zone: 'entrance', present: true, at: Date.now() };
  await client.send({ url, path: '/presence', method: 'POST', body });
};

const hears = async (url: string, client: CoapClient, keys: readonly string[]): Promise<void> => {
  const sightings = keys.map((key) => ({ key, rssi: -55, heardAt: Date.now() }));
  const body = { zone: 'entrance', sightings };
  await client.send({ url, path: '/sightings', method: 'POST', body });
};

export const conformanceCase: ConformanceCase = {
  config: () => controllerConfig,
  peers: [
    'bluetooth-scanner-entrance',
    'bluetooth-scanner-room',
    'authentication-engine',
    'user-guidance',
    'meeting-room',
  ],
  links: ['</journeys>;rt="nanoedge.journeys";ct=50;obs', '</presence>', '</sightings>'],
  bad: {
    method: 'POST',
    path: '/sightings',
    body: { zone: 'entrance', sightings: [{ key: '', rssi: 1 }] },
    code: '4.00',
    field: 'sightings.0.key',
  },
  observe: {
    path: '/journeys',
    change: async ({ url }, client) => {
      await client.send({
        url,
        path: '/presence',
        method: 'POST',
        body: { zone: 'entrance', present: true, at: Date.now() },
      });
    },
    sees: /"state":"waiting"/,
  },
  own: [
    {
      does: 'counts a crowd of nobody, and keeps none of its keys',
      holds: async (running, client) => {
        const { url, gateway } = running;
        await moves(url, client);
        const strangers = Array.from({ length: 500 }, (_key, at) => `nobody-${String(at)}`);
        for (let from = 0; from < strangers.length; from += 50)
          await hears(url, client, strangers.slice(from, from + 50));
        const told = await client.send({ url, path: '/journeys', method: 'GET' });
        expect(told.text).not.toContain('nobody');
        // What was counted is told when the minute is over, or the service ends
        await running.terminate();
        const counted = gateway.events.flatMap((event) =>
          event.type === 'keys.unknown' ? [event.count] : [],
        );
        expect(counted.reduce((sum, each) => sum + each, 0)).toBe(500);
        expect(JSON.stringify(gateway.events)).not.toContain('nobody-');
      },
    },
    {
      does: 'has one journey for a person, however many keys they carry',
      holds: async ({ url, gateway }, client) => {
        const bob = PersonId.parse('bob');
        const keys = ['phone', 'tag', 'card'].map((key) => IdentityKey.parse(`bob-${key}`));
        for (const key of keys) gateway.owners.set(key, bob);
        await moves(url, client);
        await waitUntil('one journey', async () => {
          await hears(url, client, keys);
          const { journeys } = await client.request(
            { url, path: '/journeys', method: 'GET' },
            JourneysState,
          );
          const known = journeys.filter(({ key }) => key !== null);
          expect(known.length).toBeLessThanOrEqual(1);
          return known.length === 1;
        });
      },
    },
  ],
};
