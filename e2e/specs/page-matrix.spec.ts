/**
 * Every page of the dashboard × everybody, as a document and in the forms in which Next fetches it
 * ahead. A page is the same for all: what it shows it asks for as whoever looks, so that there is
 * nothing in it to keep from anybody. A new page gets the least role that it is for in `pages`.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { WebSession } from '@nanoedge/client';
import { expect, test } from '@playwright/test';
import { openApi } from '../support/api.ts';
import { sessionOf } from '../support/session.ts';
import { stack } from '../support/stack.ts';

type Least = 'nobody' | 'viewer' | 'admin';

/** By address as Next has it. */
const pages: Readonly<Record<string, Least>> = {
  '/': 'viewer',
  '/sign-in': 'nobody',
  '/join': 'nobody',
  '/new-password': 'nobody',
  '/account': 'viewer',
  '/live': 'viewer',
  '/arrivals/[id]': 'viewer',
  '/meetings': 'viewer',
  '/meetings/new': 'viewer',
  '/meetings/[id]': 'viewer',
  '/meetings/[id]/edit': 'viewer',
  '/people': 'admin',
  '/people/[id]': 'admin',
  '/devices': 'admin',
  '/devices/[id]': 'admin',
  '/nanoservices': 'admin',
  '/nanoservices/[name]': 'admin',
  '/new-nanoservice': 'admin',
  '/registries': 'admin',
  '/deployments/[id]': 'admin',
  '/snapshots': 'admin',
  '/activity': 'admin',
  '/storage': 'admin',
  '/settings': 'admin',
  '/settings/plan': 'admin',
};

const folder = join(stack.root, 'apps/dashboard/src/app');
const served = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('page.tsx'))
  .map((file) => `/${file.replace(/\/?page\.tsx$/, '').replace(/\(\w+\)\/?/, '')}`);

/** How a page is fetched: by a browser, by Next when somebody goes there, and ahead of that. */
const forms: Readonly<Record<string, { query?: string; headers: Record<string, string> }>> = {
  document: { headers: { accept: 'text/html' } },
  rsc: { query: '?_rsc=1', headers: { rsc: '1' } },
  prefetch: { query: '?_rsc=2', headers: { rsc: '1', 'next-router-prefetch': '1' } },
  tree: {
    query: '?_rsc=3',
    headers: { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  },
};
const everybody = ['nobody', 'viewer', 'organiser', 'admin', 'disabled', 'signedOut'] as const;
type Who = (typeof everybody)[number];

/** An account of its own for a role, and its session. */
const enter = async (role: 'viewer' | 'admin') => {
  const email = `matrix-${crypto.randomUUID()}@example.org`;
  const wanted = { email, name: 'Matrix', role };
  const made = await openApi('admin').ask((api) => api.accounts.create.mutate(wanted));
  const access = { url: stack.url, email, password: made.password };
  return { account: made.account.id, cookie: await new WebSession(access).cookie() };
};

let cookies: Record<Who, string>;
let made: string[] = [];
let secrets: string[];
const ids: Record<string, string> = {};

test.beforeAll(async () => {
  const api = openApi('admin');
  const site = (await api.site()) as never;
  const people = await api.ask((ask) => ask.people.list.query({ site }));
  const devices = await api.ask((ask) => ask.devices.list.query({ site }));
  const matrix = await api.ask((ask) => ask.nanoservices.matrix.query({ site }));
  await api.emptyCalendar();
  await api.meetingSoon('Confidential plans', [people[0]?.id ?? '']);
  const [meeting] = await api.ask((ask) => ask.meetings.list.query({ site }));
  ids['/people/[id]'] = people[0]?.id ?? '';
  ids['/devices/[id]'] = devices[0]?.id ?? '';
  ids['/deployments/[id]'] = matrix.deployments[0]?.id ?? '';
  ids['/nanoservices/[name]'] = matrix.deployments[0]?.nanoservice ?? '';
  ids['/meetings/[id]'] = ids['/meetings/[id]/edit'] = meeting?.id ?? '';
  ids['/arrivals/[id]'] = 'of-nobody';
  const { name } = await api.ask((ask) => ask.site.get.query({ site }));
  secrets = [
    name,
    'Confidential plans',
    ...people.flatMap((person) => [person.name, ...person.keys.map(({ shown }) => shown)]),
    '@example.org',
  ].filter((text) => text.length > 3);
  const [viewer, disabled, signedOut] = [
    await enter('viewer'),
    await enter('admin'),
    await enter('admin'),
  ];
  made = [viewer.account, disabled.account, signedOut.account];
  await api.ask((ask) => ask.accounts.disable.mutate({ account: disabled.account }));
  await api.ask((ask) => ask.accounts.signOut.mutate({ account: signedOut.account }));
  cookies = {
    nobody: '',
    viewer: viewer.cookie,
    organiser: await sessionOf('alice').cookie(),
    admin: await sessionOf('admin').cookie(),
    disabled: disabled.cookie,
    signedOut: signedOut.cookie,
  };
});
test.afterAll(async () => {
  const api = openApi('admin');
  await api.emptyCalendar();
  for (const account of made) await api.ask((ask) => ask.accounts.disable.mutate({ account }));
});

const addressOf = (page: string): string =>
  page.replace(/\[\w+\]/, encodeURIComponent(ids[page] ?? 'none'));

/** The body of a page without what is new with every answer. */
const bodyOf = async (page: string, form: string, who: Who) => {
  const { query = '', headers } = forms[form] ?? { headers: {} };
  const answer = await fetch(`${stack.url}${addressOf(page)}${query}`, {
    redirect: 'manual',
    headers: { ...headers, ...(cookies[who] === '' ? {} : { cookie: cookies[who] }) },
  });
  const text = await answer.text();
  const [, nonce] =
    /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '') ?? [];
  return {
    status: answer.status,
    text: nonce === undefined ? text : text.replaceAll(nonce, 'NONCE'),
  };
};

test('every page has a role that it is for, and there is no other', () => {
  expect(Object.keys(pages).toSorted()).toEqual(served.toSorted());
});

for (const page of Object.keys(pages))
  test(`${page} is the same for everybody in every form, and has nothing of the site in it`, async () => {
    for (const form of Object.keys(forms)) {
      const first = await bodyOf(page, form, 'nobody');
      expect([200, 204, 307], `${form} ${String(first.status)}`).toContain(first.status);
      for (const secret of secrets) expect(first.text, form).not.toContain(secret);
      for (const who of everybody)
        expect(await bodyOf(page, form, who), `${form} for ${who}`).toEqual(first);
    }
  });

const cookiesIn = (line: string) =>
  line.split('; ').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return { name, value: value.join('='), url: stack.url };
  });

for (const who of ['nobody', 'disabled', 'signedOut'] as const)
  test(`every page sends somebody to the sign-in who is not signed in: ${who}`, async ({
    browser,
  }) => {
    test.setTimeout(240_000);
    const context = await browser.newContext();
    if (cookies[who] !== '') await context.addCookies(cookiesIn(cookies[who]));
    const page = await context.newPage();
    for (const [path] of Object.entries(pages).filter(([, least]) => least !== 'nobody')) {
      await page.goto(addressOf(path));
      await expect(page, path).toHaveURL(/\/sign-in/);
      for (const secret of secrets) await expect(page.getByText(secret), path).toHaveCount(0);
    }
  });

test('a viewer is told of every page that is for administrators, and sees nothing of it', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const context = await browser.newContext();
  await context.addCookies(cookiesIn(cookies.viewer));
  const page = await context.newPage();
  for (const [path, least] of Object.entries(pages).filter(([, role]) => role !== 'nobody')) {
    await page.goto(addressOf(path));
    await expect(page.locator('main'), path).toBeVisible();
    const told = page.getByText('This page is for administrators');
    if (least === 'admin') await expect(told, path).toBeVisible();
    else await expect(told, path).toHaveCount(0);
  }
});
