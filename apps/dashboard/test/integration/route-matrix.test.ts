/**
 * Every route under /api × everybody: what each is answered, without anything more to say and for
 * things of the demo site that are there. A route that is not here fails the run.
 */
import { parse } from '@nanoedge/protocol';
import * as z from 'zod/mini';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookiesOf, everybody, type Who } from './support/everybody.ts';
import { openSnapshotLab, type SnapshotLab } from './support/snapshot-lab.ts';

/** Statuses: of nobody and those who may no more, then of the others. */
type Answers = Record<'out' | 'viewer' | 'organiser' | 'admin' | 'other', number>;

const all = (status: number): Answers => ({
  out: status,
  viewer: status,
  organiser: status,
  admin: status,
  other: status,
});
/** For administrators, else refused; `other`: what one of another site is answered. */
const admins = (admin: number, other: number): Answers => ({
  out: 401,
  viewer: 403,
  organiser: 403,
  admin,
  other,
});

/**
 * By route as the handler has it. Agents speak for themselves by a signature, so that a browser is
 * not heard there, whoever it belongs to.
 */
const routes: Readonly<Record<string, Answers>> = {
  'GET /api/health': all(200),
  'GET /api/agents/authority': all(404),
  'POST /api/agents/enrol': all(400),
  'GET /api/agents/content/:digest': all(400),
  'GET /api/agents/images/:digest': all(400),
  'GET /api/agents/snapshots/:id': all(400),
  'PUT /api/agents/snapshots/:id': all(400),
  'ALL /api/auth/*': all(404),
  'ALL /api/trpc/*': all(404),
  'POST /api/account-links/open': all(400),
  'POST /api/account-links/accept': all(400),
  'POST /api/account-links/recover': all(400),
  'GET /api/room-preview/*': all(404),
  'POST /api/content': { ...all(400), out: 401, viewer: 403 },
  'GET /api/content/:digest': { out: 401, viewer: 404, organiser: 200, admin: 200, other: 404 },
  'POST /api/images': admins(400, 403),
  'POST /api/snapshots': admins(400, 400),
  'GET /api/snapshots/:id': admins(200, 404),
  'GET /api/audit/trail.csv': admins(200, 404),
  'GET /api/audit/chain': admins(200, 403),
};

let lab: SnapshotLab;
let cookies: Record<Who, string>;
let digest: string;
beforeAll(async () => {
  lab = await openSnapshotLab();
  cookies = await cookiesOf(lab.dashboard);
  expect((await lab.upload((await lab.take('of-demo')).bytes)).status).toBe(201);
  const form = new FormData();
  form.set('file', new File(['# Notes'], 'notes.md', { type: 'text/markdown' }));
  const uploaded = await fetch(`${lab.dashboard.url}/api/content`, {
    method: 'POST',
    headers: { cookie: cookies.organiser },
    body: form,
  });
  ({ digest } = parse(z.object({ digest: z.string() }), await uploaded.json(), 'uploaded'));
});
afterAll(() => lab.close());

const ask = (route: string, who: Who, query = ''): Promise<Response> => {
  const [method = '', at = ''] = route.split(' ');
  const path = at.replace(':digest', digest).replace(':id', 'of-demo').replace('*', 'nothing');
  return fetch(`${lab.dashboard.url}${path}${query}`, {
    method: method === 'ALL' ? 'GET' : method,
    headers: cookies[who] === '' ? {} : { cookie: cookies[who] },
    ...(method === 'POST' || method === 'PUT' ? { body: '{}' } : {}),
  });
};
const answerTo = (answers: Answers, who: Who): number =>
  who === 'nobody' || who === 'disabled' || who === 'signedOut' ? answers.out : answers[who];

describe('every route', () => {
  it('has an answer for everybody here, and there is no other', () => {
    expect(Object.keys(routes).toSorted()).toEqual([...new Set(lab.dashboard.routes)].toSorted());
  });

  const cells = Object.entries(routes).flatMap(([route, answers]) =>
    everybody.map((who) => ({ route, who, status: answerTo(answers, who) })),
  );

  it.each(cells)('$route answers $who with $status', async ({ route, who, status }) => {
    const answer = await ask(route, who);
    await answer.arrayBuffer();
    expect(answer.status).toBe(status);
  });
});

describe('an administrator of another site', () => {
  it.each(['GET /api/audit/trail.csv', 'POST /api/snapshots'])(
    'is not let into the demo site by naming it to %s',
    async (route) => {
      const answer = await ask(route, 'other', '?site=demo');
      expect([400, 404]).toContain(answer.status);
      expect(await answer.text()).not.toMatch(/Alice|Demo building/);
    },
  );

  it('takes the audit trail of their own site, without what is of others and of none', async () => {
    const answer = await ask('GET /api/audit/trail.csv', 'other', '?site=annex');
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toMatch(/"demo"|sign-in|Alice/);
  });
});
