import type { ConformanceCase } from '../../../test/conformance/case.ts';
import { guidanceConfig } from '../../../test/support/configs.ts';
import { rosterAt } from '../../../test/support/roster.ts';

const [person] = rosterAt(Date.now()).people;
const guidance = { person, key: 'key-bob', from: 'entrance', to: 'aurora', leaseSeconds: 5 };

export const conformanceCase: ConformanceCase = {
  config: () => guidanceConfig,
  peers: [],
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
};
