import { randomUUID } from 'node:crypto';
import type { ConformanceCase } from '../../../test/conformance/case.ts';

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
};
