import type { ConformanceCase } from '../../../test/conformance/case.ts';
import { scannerConfig } from '../../../test/support/configs.ts';

export const conformanceCase: ConformanceCase = {
  config: () => scannerConfig('entrance'),
  peers: [],
  links: ['</scan>'],
  bad: {
    method: 'PUT',
    path: '/scan',
    body: { leaseSeconds: -1 },
    code: '4.00',
    field: 'leaseSeconds',
  },
  observe: null,
};
