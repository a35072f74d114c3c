import { randomUUID } from 'node:crypto';
import type { NanoserviceName } from '@nanoedge/protocol';
import type { CoapClient, Method } from '@nanoedge/coap';
import {
  controllerConfig,
  guidanceConfig,
  presenceConfig,
  roomConfig,
  rosterAt,
  scannerConfig,
} from '../support/site.ts';
import type { Ground, Running } from './subject.ts';

/** What the one suite must know of each service. */
export interface Case {
  service: NanoserviceName;
  config: (ground: Pick<Ground, 'databaseFolder'>) => unknown;
  /** What `/.well-known/core` lists besides `/health`. */
  links: readonly string[];
  /** A request whose body is wrong, the answer to it, and what the diagnostic names. */
  bad: { method: Method; path: string; body: unknown; code: string; field?: string };
  /** An observable resource, and what changes it. */
  observe: {
    path: string;
    change: (running: Running, client: CoapClient) => Promise<void>;
    sees: RegExp;
  } | null;
}

const now = Date.now();
const [bob] = rosterAt(now).people;
const [meeting] = rosterAt(now).meetings;
const guidance = { person: bob, key: 'key-bob', from: 'entrance', to: 'aurora', leaseSeconds: 5 };
const session = {
  meeting: { ...meeting, content: null },
  present: [{ journey: 'j-1', key: 'key-bob', person: bob }],
  leaseSeconds: 5,
};

export const cases: readonly Case[] = [
  {
    service: 'presence-detection',
    config: () => presenceConfig('entrance'),
    links: ['</presence>;rt="nanoedge.presence";ct=50;obs'],
    bad: { method: 'PUT', path: '/presence', body: {}, code: '4.05' },
    observe: {
      path: '/presence',
      change: async ({ gateway }) => gateway.move(true),
      sees: /"present":true/,
    },
  },
  {
    service: 'main-controller',
    config: () => controllerConfig,
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
          body: { zone: 'entrance', present: true, at: now },
        });
      },
      sees: /"state":"waiting"/,
    },
  },
  {
    service: 'bluetooth-scanner',
    config: () => scannerConfig('entrance'),
    links: ['</scan>'],
    bad: {
      method: 'PUT',
      path: '/scan',
      body: { leaseSeconds: -1 },
      code: '4.00',
      field: 'leaseSeconds',
    },
    observe: null,
  },
  {
    service: 'authentication-engine',
    config: ({ databaseFolder }) => ({
      database: `${databaseFolder}/roster-${randomUUID()}.db`,
      admissionMinutes: 30,
    }),
    links: ['</identify>', '</roster>', '</events>'],
    bad: {
      method: 'PUT',
      path: '/roster',
      body: { revision: 1, people: [{}], meetings: [] },
      code: '4.00',
      field: 'people.0.id',
    },
    observe: null,
  },
  {
    service: 'user-guidance',
    config: () => guidanceConfig,
    links: ['</guidance>;rt="nanoedge.guidance";ct=50;obs'],
    bad: {
      method: 'PUT',
      path: '/guidance/j-1',
      body: { ...guidance, person: { name: 'Bob' } },
      code: '4.00',
      field: 'person.id',
    },
    observe: {
      path: '/guidance',
      change: async ({ url }, client) => {
        await client.send({ url, path: '/guidance/j-1', method: 'PUT', body: guidance });
      },
      sees: /"journey":"j-1"/,
    },
  },
  {
    service: 'meeting-room',
    config: () => roomConfig,
    links: ['</sessions>;rt="nanoedge.sessions";ct=50;obs'],
    bad: {
      method: 'PUT',
      path: '/sessions/standup',
      body: { ...session, present: [] },
      code: '4.00',
      field: 'present',
    },
    observe: {
      path: '/sessions',
      change: async ({ url }, client) => {
        await client.send({ url, path: '/sessions/standup', method: 'PUT', body: session });
      },
      sees: /"shown":true/,
    },
  },
];
