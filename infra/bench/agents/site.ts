import { parseJson, specOfManifest } from '@nanoedge/protocol';
import * as z from 'zod/mini';
import { sampleEnvironment } from '../../test/support/sample-environments.ts';
import { services } from '../../test/support/services.ts';

export const password = 'bench-password-1';
export const joinKeyOf = (device: string): string => `join-key-of-${device}-0123456789`;
export const deviceId = (index: number): string => `device-${String(index).padStart(4, '0')}`;

/** As in a building: most devices watch a zone, one in ten runs what a floor needs besides. */
const onEvery = ['presence-detection', 'bluetooth-scanner'];
const onSome = ['main-controller', 'authentication-engine', 'user-guidance', 'meeting-room'];
const servicesOn = (index: number): string[] =>
  index % 10 === 0 ? [...onEvery, ...onSome] : onEvery;

const imageId = `sha256:${'1'.repeat(64)}`;

const Sample = z.object({ config: z.record(z.string(), z.unknown()) });

/** Its defaults, in the only zone and room that there is. */
const configOf = (nanoservice: string): unknown => {
  const sample = parseJson(Sample, sampleEnvironment(nanoservice), 'a sample environment');
  return { ...sample.config, ...('zone' in sample.config ? { zone: 'hall' } : {}) };
};

/**
 * A site of so many devices, with 200 people who carry a key, in the form of a bootstrap file.
 * Nothing of it runs: the devices are only spoken for.
 */
export const siteDocument = (devices: number): unknown => {
  const ids = Array.from({ length: devices }, (_, index) => deviceId(index));
  return {
    version: 1,
    users: [{ email: 'admin@example.org', name: 'Admin', role: 'admin', password }],
    site: {
      id: 'bench',
      name: 'Bench',
      plan: {
        width: 10,
        height: 10,
        zones: [
          {
            id: 'hall',
            name: 'Hall',
            kind: 'entrance',
            outline: [
              [0, 0],
              [10, 0],
              [10, 10],
            ],
            room: null,
          },
        ],
        routes: [],
        waypoints: [],
        devices: [],
        things: [],
      },
      rooms: [{ id: 'aurora', name: 'Aurora', zone: 'hall', greeting: 'name' }],
    },
    devices: ids.map((id) => ({
      id,
      name: `Device ${id}`,
      zone: 'hall',
      labels: ['bench'],
      joinKey: joinKeyOf(id),
      things: [{ name: 'motion', kind: 'motion', zone: 'hall', driver: 'simulated' }],
    })),
    people: Array.from({ length: 200 }, (_, index) => ({
      id: `person-${String(index)}`,
      name: `Person ${String(index)}`,
      initials: 'PN',
      colour: '#009e73',
      keys: [`c0:ff:ee:00:01:${index.toString(16).padStart(2, '0')}`],
    })),
    releases: services
      .filter(({ name }) => [...onEvery, ...onSome].includes(name))
      .map(({ name, manifest }) => ({
        nanoservice: name,
        version: '0.1.0',
        image: `nanoedge/${name}:0.1.0`,
        imageId,
        bytes: 2_300_000,
        spec: specOfManifest(manifest),
      })),
    deployments: ids.flatMap((device, index) =>
      servicesOn(index).map((nanoservice) => ({
        id: `${nanoservice}-${device}`,
        device,
        name: nanoservice,
        nanoservice,
        config: configOf(nanoservice),
        peers: nanoservice === 'presence-detection' ? ['main-controller'] : [],
        port: nanoservice === 'main-controller' ? 5700 : null,
      })),
    ),
  };
};
