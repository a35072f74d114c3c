import type { NanoserviceName } from '@nanoedge/protocol';

interface DemoService {
  device: string;
  name: string;
  nanoservice: NanoserviceName;
  config: Record<string, unknown>;
  peers: string[];
  port: number | null;
}

const detection = (where: string, zone: string): DemoService => ({
  device: where,
  name: `presence-detection-${where}`,
  nanoservice: 'presence-detection',
  config: { zone, motion: 'motion', debounceMs: 100, holdSeconds: 3, repeatSeconds: 2 },
  peers: ['main-controller'],
  port: null,
});

const scanner = (where: string, zone: string, port: number): DemoService => ({
  device: where,
  name: `bluetooth-scanner-${where}`,
  nanoservice: 'bluetooth-scanner',
  config: { zone, ble: 'ble', reportEverySeconds: 1, minimumRssi: -90 },
  peers: ['main-controller'],
  port,
});

/**
 * The eight deployments of the demo building. A port is published where another device must reach
 * the service.
 */
export const demoServices: readonly DemoService[] = [
  detection('entrance', 'entrance'),
  scanner('entrance', 'entrance', 5702),
  detection('room', 'aurora'),
  scanner('room', 'aurora', 5703),
  {
    device: 'closet',
    name: 'main-controller',
    nanoservice: 'main-controller',
    config: {
      scanners: { entrance: 'bluetooth-scanner-entrance', aurora: 'bluetooth-scanner-room' },
      rooms: [{ room: 'aurora', zone: 'aurora', display: 'meeting-room' }],
      authentication: 'authentication-engine',
      guidance: 'user-guidance',
      scanSeconds: 8,
      absenceSeconds: 5,
      guidanceSeconds: 120,
      leaseSeconds: 9,
    },
    peers: [
      'bluetooth-scanner-entrance',
      'bluetooth-scanner-room',
      'authentication-engine',
      'user-guidance',
      'meeting-room',
    ],
    port: 5701,
  },
  {
    device: 'closet',
    name: 'authentication-engine',
    nanoservice: 'authentication-engine',
    config: { database: '/data/authentication.sqlite', admissionMinutes: 30 },
    peers: [],
    port: null,
  },
  {
    device: 'corridor',
    name: 'user-guidance',
    nanoservice: 'user-guidance',
    config: {
      lights: 'lights',
      routes: [
        {
          from: 'entrance',
          to: 'aurora',
          waypoints: [
            { id: 'w1', arrow: 'ahead' },
            { id: 'w2', arrow: 'ahead' },
            { id: 'w3', arrow: 'left' },
          ],
        },
      ],
    },
    peers: [],
    port: 5704,
  },
  {
    device: 'room',
    name: 'meeting-room',
    nanoservice: 'meeting-room',
    config: { room: 'aurora', screen: 'screen' },
    peers: [],
    port: 5705,
  },
];
