import { expect, type Page, type Route, test } from '@playwright/test';
import { openApi } from '../support/api.ts';
import { deploymentOf, deviceId, runsOf } from '../support/changes.ts';
import { signIn } from '../support/session.ts';

/** Asks who somebody is and where: without that there is no page yet, only its frame. */
const isOfFrame = (route: Route): boolean => {
  const [, procedures] =
    /\/api\/trpc\/([^?]+)/.exec(decodeURIComponent(route.request().url())) ?? [];
  return procedures?.split(',').every((name) => /^(me|site)\./.test(name)) ?? false;
};

/** What a page may not say before it knows: a figure, or that there is none of something. */
const statements = [
  /\b\d+ of \d+\b/,
  /\b\d+ (people|person|devices?|services?|meetings?|events?|snapshots?|runs?|on the way)\b/i,
  /\b(no|nobody|none|nothing|never|not yet|0)\b/i,
  /^(offline|expected|unknown|stopped)$/i,
];

/** Holds back what the page asks of the server, as a slow one would; `release` lets all through. */
const hold = async (page: Page) => {
  const held: Route[] = [];
  let open = false;
  await page.route(/\/api\/trpc\/|socket\.io/, async (route) => {
    if (open || isOfFrame(route)) await route.continue();
    else held.push(route);
  });
  return {
    asked: () => held.length,
    release: async () => {
      open = true;
      await Promise.all(held.map((route) => route.continue()));
    },
  };
};

const pages = async (): Promise<[string, string][]> => {
  const api = openApi('admin');
  const { id } = await deploymentOf(api, 'meeting-room');
  const [run] = await runsOf(api);
  const person = await api.personId('Bob');
  return [
    ['Live', '/live'],
    ['Meetings', '/meetings'],
    ['Meetings as a list', '/meetings?view=list'],
    ['a new meeting', '/meetings/new'],
    ['People', '/people'],
    ['a person', `/people/${person}`],
    ['Devices', '/devices'],
    ['a device', `/devices/${deviceId('room')}`],
    ['Nanoservices', '/nanoservices'],
    ['a nanoservice', '/nanoservices/meeting-room'],
    ['a new nanoservice', '/new-nanoservice'],
    ['a deployment', `/deployments/${id}`],
    ['Snapshots', '/snapshots'],
    ['Activity', '/activity'],
    ['the audit trail', '/activity?view=audit'],
    ['Storage', '/storage'],
    ['the drawer of a change', run === undefined ? '/live' : `/live?run=${run.id}`],
  ];
};

test('no page states a figure or an absence before it knows', async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page, 'admin');
  const said: string[] = [];
  for (const [name, address] of await pages()) {
    const server = await hold(page);
    await page.goto(address);
    await expect(page.locator('main h1, main [role=status]').first()).toBeVisible();
    await expect.poll(server.asked).toBeGreaterThan(0);
    const text = await page.locator('main').innerText();
    for (const statement of statements) {
      const found = text.split('\n').filter((line) => statement.test(line));
      if (found.length > 0) said.push(`${name}: ${found.join(' | ')}`);
    }
    await server.release();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  }
  expect(said).toEqual([]);
});

test('no page lets a script run that is not its own, and each runs without one', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text());
  });
  await signIn(page, 'admin');
  const nonces = new Set<string>();
  const all = await pages();
  for (const [, path] of all) {
    const answer = await page.goto(path);
    const policy = answer?.headers()['content-security-policy'] ?? '';
    const scripts = policy.split(';').find((rule) => rule.trim().startsWith('script-src ')) ?? '';
    expect(scripts, path).not.toContain('unsafe-inline');
    nonces.add(/'nonce-([^']+)'/.exec(scripts)?.[1] ?? '');
    await expect(page.getByTestId('live-link').first()).toHaveAttribute('data-state', 'live');
  }
  expect(nonces.size).toBe(all.length);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "owned"';
    document.body.append(script);
  });
  expect(await page.title()).not.toBe('owned');
  expect(refused.filter((text) => !text.includes('owned'))).toHaveLength(1);
});
