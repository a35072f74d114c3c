import { type BuiltInNanoservice, ServiceEnvironment } from '@nanoedge/protocol';

const nowhere = 'coap://127.0.0.1:9';

const samples: Record<BuiltInNanoservice, { peers: Record<string, string>; config: unknown }> = {
  'presence-detection': {
    peers: { 'main-controller': nowhere },
    config: {
      zone: 'entrance',
      motion: 'motion',
      debounceMs: 100,
      holdSeconds: 3,
      repeatSeconds: 2,
    },
  },
  'main-controller': {
    peers: {
      scanner: nowhere,
      'authentication-engine': nowhere,
      'user-guidance': nowhere,
      'meeting-room': nowhere,
    },
    config: {
      scanners: { entrance: 'scanner' },
      rooms: [{ room: 'aurora', zone: 'aurora', display: 'meeting-room' }],
      authentication: 'authentication-engine',
      guidance: 'user-guidance',
      scanSeconds: 8,
      absenceSeconds: 5,
      guidanceSeconds: 120,
      leaseSeconds: 9,
    },
  },
  'bluetooth-scanner': {
    peers: { 'main-controller': nowhere },
    config: { zone: 'entrance', ble: 'ble', reportEverySeconds: 1, minimumRssi: -90 },
  },
  'authentication-engine': {
    peers: {},
    config: { database: '/data/ae.sqlite', admissionMinutes: 30 },
  },
  'user-guidance': {
    peers: {},
    config: {
      lights: 'lights',
      routes: [{ from: 'entrance', to: 'aurora', waypoints: [{ id: 'w1', arrow: 'ahead' }] }],
    },
  },
  'meeting-room': { peers: {}, config: { room: 'aurora', screen: 'screen' } },
};

/**
 * NANOEDGE_CONFIG of a service that has nobody to talk to; `change` replaces fields of its config.
 */
export const sampleEnvironment = (
  name: BuiltInNanoservice,
  change: Record<string, unknown> = {},
): string => {
  const { peers, config } = samples[name];
  const environment = {
    deployment: name,
    nanoservice: name,
    version: '0.0.0',
    gateway: nowhere,
    peers,
    config: { ...(config as object), ...change },
  };
  return JSON.stringify(ServiceEnvironment.parse(environment));
};
