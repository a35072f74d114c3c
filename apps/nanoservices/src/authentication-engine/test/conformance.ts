import { randomUUID } from 'node:crypto';
import { KeysAnswer } from '@nanoedge/protocol';
import { expect } from 'vitest';
import type { ConformanceCase } from '../../../test/conformance/case.ts';
import { rosterAt } from '../../../test/support/roster.ts';

export const conformanceCase: ConformanceCase = {
  config: ({ databaseFolder }) => ({
    database: `${databaseFolder}/roster-${randomUUID()}.db`,
    admissionMinutes: 30,
  }),
  peers: [],
  links: ['</identify>', '</keys>', '</roster>', '</events>'],
  bad: {
    method: 'PUT',
    path: '/roster',
    body: { revision: 1, people: [{}], meetings: [] },
    code: '4.00',
    field: 'people.0.id',
  },
  observe: null,
  own: [
    {
      does: 'knows a key however it is written',
      holds: async ({ url }, client) => {
        const roster = rosterAt(Date.now());
        const [bob, ...others] = roster.people;
        const people = [{ ...bob, keys: ['AA-BB-CC-00-00-01'] }, ...others];
        const body = { ...roster, people };
        await client.send({ url, path: '/roster', method: 'PUT', body });
        const written = ['aa:bb:cc:00:00:01', 'AABBCC000001', 'aa_bb_cc_00_00_01'];
        for (const key of written) {
          const request = { url, path: '/keys', method: 'POST', body: { keys: [key] } } as const;
          expect(await client.request(request, KeysAnswer)).toMatchObject({
            known: ['aa:bb:cc:00:00:01'],
            owners: ['bob'],
          });
        }
      },
    },
  ],
};
