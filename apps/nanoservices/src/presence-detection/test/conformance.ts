import type { ConformanceCase } from '../../../test/conformance/case.ts';
import { presenceConfig } from '../../../test/support/configs.ts';

export const conformanceCase: ConformanceCase = {
  config: () => presenceConfig('entrance'),
  peers: [],
  links: ['</presence>;rt="nanoedge.presence";ct=50;obs'],
  bad: { method: 'PUT', path: '/presence', body: {}, code: '4.05' },
  observe: {
    path: '/presence',
    change: async ({ gateway }) => gateway.move(true),
    sees: /"present":true/,
  },
};
