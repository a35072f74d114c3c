import type { ConformanceCase } from '../../../test/conformance/case.ts';
import { roomConfig } from '../../../test/support/configs.ts';
import { rosterAt } from '../../../test/support/roster.ts';

const { people, meetings } = rosterAt(Date.now());
const session = {
  meeting: { ...meetings[0], content: null },
  present: [{ journey: 'j-1', key: 'key-bob', person: people[0] }],
  leaseSeconds: 5,
};

export const conformanceCase: ConformanceCase = {
  config: () => roomConfig,
  peers: [],
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
};
