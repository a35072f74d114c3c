import type { NanoserviceName } from '@nanoedge/protocol';
import {
  controllerConfig,
  guidanceConfig,
  presenceConfig,
  roomConfig,
  scannerConfig,
} from './configs.ts';

export const places = ['entrance', 'corridor', 'room', 'closet'] as const;
export type Place = (typeof places)[number];

/** Where each deployment runs, and the port at which other devices reach it. */
export const deployments: readonly {
  name: string;
  service: NanoserviceName;
  place: Place;
  port: number;
  config: unknown;
}[] = [
  {
    name: 'authentication-engine',
    service: 'authentication-engine',
    place: 'closet',
    port: 5701,
    config: { database: '/data/ae.db', admissionMinutes: 30 },
  },
  {
    name: 'main-controller',
    service: 'main-controller',
    place: 'closet',
    port: 5702,
    config: controllerConfig,
  },
  {
    name: 'user-guidance',
    service: 'user-guidance',
    place: 'corridor',
    port: 5703,
    config: guidanceConfig,
  },
  { name: 'meeting-room', service: 'meeting-room', place: 'room', port: 5704, config: roomConfig },
  {
    name: 'bluetooth-scanner-entrance',
    service: 'bluetooth-scanner',
    place: 'entrance',
    port: 5705,
    config: scannerConfig('entrance'),
  },
  {
    name: 'bluetooth-scanner-room',
    service: 'bluetooth-scanner',
    place: 'room',
    port: 5706,
    config: scannerConfig('aurora'),
  },
  {
    name: 'presence-detection-entrance',
    service: 'presence-detection',
    place: 'entrance',
    port: 5707,
    config: presenceConfig('entrance'),
  },
  {
    name: 'presence-detection-room',
    service: 'presence-detection',
    place: 'room',
    port: 5708,
    config: presenceConfig('aurora'),
  },
];
