import type { ConformanceCase } from '../../../test/conformance/case.ts';
import { controllerConfig } from '../../../test/support/configs.ts';

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
};
