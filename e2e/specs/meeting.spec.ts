import { join } from 'node:path';
import { expect, test, type Browser, type Page } from '@playwright/test';
import type { Journey, StoredEvent } from '@nanoedge/protocol';
import { expectAccessible } from '../support/accessible.ts';
import { type Api, openApi } from '../support/api.ts';
import { fillMeeting } from '../support/meeting-form.ts';
import { signIn, signInByForm } from '../support/session.ts';
import { openRoomScreen } from '../support/room-screen.ts';

const roadmap = join(import.meta.dirname, '../fixtures/roadmap.pdf');

const walkIn = async (page: Page, names: readonly string[]): Promise<void> => {
  const panel = page.getByTestId('simulate-panel');
  for (const name of names) await panel.getByRole('checkbox', { name: new RegExp(name) }).check();
  await panel.getByRole('button', { name: 'Walk in' }).click();
};

const arrivalOf = (page: Page, name: string) =>
  page.getByTestId('arrival-row').filter({ hasText: name });

/**
 * The journey's events in the order in which the edge stamped them: they come from several devices,
 * each at its own pace.
 */
const typesOf = (events: readonly StoredEvent[], person: string): string[] =>
  events
    .toSorted((one, other) => one.body.at - other.body.at || one.id - other.id)
    .filter(
      ({ body }) =>
        ('person' in body && body.person?.name.startsWith(person) === true) ||
        ['presence.detected', 'scan.started'].includes(body.type),
    )
    .map(({ body }) => body.type);

const snapshots = (events: readonly StoredEvent[], person: string): Journey[] =>
  events.flatMap(({ body }) =>
    body.type === 'journey.updated' && body.snapshot.person?.name.startsWith(person) === true
      ? [body.snapshot]
      : [],
  );

/** The hops of a journey, in the order in which a person goes through them. */
const hops = [
  'presence',
  'scan',
  'sighting',
  'identity',
  'guidance',
  'arrival',
  'content',
] as const;

const opened = async (browser: Browser): Promise<Page> => (await browser.newContext()).newPage();

const createMeeting = async (page: Page): Promise<void> => {
  await signInByForm(page, 'alice');
  await fillMeeting(page, {
    title: 'Spring roadmap',
    startsIn: 2,
    minutes: 30,
    participants: ['Bob', 'Carl', 'David'],
    files: [roadmap],
  });
  await expectAccessible(page);
  await page.getByRole('button', { name: /create meeting/i }).click();
  await expect(page.getByRole('heading', { name: 'Spring roadmap' })).toBeVisible();
  await expectAccessible(page);
};

const openIdleScreen = async (browser: Browser): Promise<Page> => {
  const screen = await opened(browser);
  await openRoomScreen(screen);
  await expect(screen.getByTestId('room-idle')).toBeVisible();
  await expect(screen.getByTestId('room-idle')).toContainText('Aurora');
  await expect(screen.getByTestId('room-idle')).toContainText('Spring roadmap');
  await expectAccessible(screen);
  return screen;
};

const openLive = async (browser: Browser): Promise<Page> => {
  const admin = await opened(browser);
  await signIn(admin, 'admin');
  await admin.goto('/live');
  await expect(admin.getByTestId('live-plan')).toBeVisible();
  return admin;
};

const bobWalksIn = async (admin: Page): Promise<void> => {
  await walkIn(admin, ['Bob']);
  const bob = arrivalOf(admin, 'Bob').first();
  await expect(bob).toHaveAttribute('data-state', 'guiding', { timeout: 15_000 });
  await expectAccessible(admin);
  await expect(bob).toHaveAttribute('data-state', 'in-meeting', { timeout: 40_000 });
  for (const hop of hops)
    await expect(bob.locator(`[data-testid=arrival-chip][data-hop=${hop}]`)).toHaveAttribute(
      'data-ms',
      /^\d+(\.\d+)?$/,
    );
};

const expectOrder = (events: readonly StoredEvent[]): void => {
  const steps = typesOf(events, 'Bob');
  const order = [
    'presence.detected',
    'scan.started',
    'identity.recognised',
    'guidance.started',
    'guidance.stopped',
  ];
  const positions = order.map((type) => steps.indexOf(type));
  expect(
    positions.every((position) => position >= 0),
    steps.join(' → '),
  ).toBe(true);
  expect(positions).toEqual(positions.toSorted((a, b) => a - b));
  const finished = snapshots(events, 'Bob').at(-1);
  const stamps = hops.map((hop) => finished?.hops[hop] ?? 0);
  expect(stamps.every((stamp) => stamp > 0)).toBe(true);
  expect(stamps).toEqual(stamps.toSorted((a, b) => a - b));
  const kinds = events.map(({ body }) => body.type);
  expect(kinds.indexOf('content.cleared')).toBeGreaterThan(kinds.lastIndexOf('guidance.stopped'));
  expect(kinds.indexOf('content.shown')).toBeGreaterThan(kinds.indexOf('content.cleared'));
};

const carlAndDavidWalkIn = async (admin: Page, api: Api, cursor: number): Promise<void> => {
  await walkIn(admin, ['Carl', 'David']);
  for (const name of ['Carl', 'David'])
    await expect(arrivalOf(admin, name).first()).toHaveAttribute('data-state', 'guiding', {
      timeout: 20_000,
    });
  const guided = (await api.eventsAfter(cursor)).flatMap(({ body }) =>
    body.type === 'guidance.started' ? [body.person] : [],
  );
  const colours = new Set(
    guided.filter(({ name }) => /^(Carl|David)/.test(name)).map(({ colour }) => colour),
  );
  expect(colours.size).toBe(2);
  for (const name of ['Carl', 'David'])
    await expect(arrivalOf(admin, name).first()).toHaveAttribute('data-state', 'in-meeting', {
      timeout: 40_000,
    });
};

const strangersAreRefused = async (admin: Page, api: Api): Promise<void> => {
  const cursor = await api.cursor();
  await walkIn(admin, ['Stranger', 'Erin']);
  await expect
    .poll(
      async () =>
        (await api.eventsAfter(cursor))
          .flatMap(({ body }) => (body.type === 'identity.refused' ? [body.reason] : []))
          .toSorted(),
      { timeout: 25_000 },
    )
    .toEqual(expect.arrayContaining(['uninvited', 'unknown']));
  const rows = admin.getByTestId('arrival-row');
  await expect(rows.and(admin.locator('[data-state=refused]')).first()).toBeVisible();
  for (const reason of [/not invited/i, /unknown key/i])
    await expect(rows.filter({ hasText: reason }).first()).toBeVisible();
  const after = await api.eventsAfter(cursor);
  expect(after.filter(({ body }) => body.type === 'guidance.started')).toEqual([]);
};

/** Erin and the stranger may stand in the room: who is not entitled keeps nothing on the screen. */
const lastEntitledLeaves = async (admin: Page, screen: Page, api: Api): Promise<void> => {
  for (const name of ['Bob', 'Carl']) await api.leave(await api.personId(name));
  await expect(arrivalOf(admin, 'Carl').first()).toHaveAttribute('data-state', 'left', {
    timeout: 20_000,
  });
  await expect(screen.getByTestId('room-content')).toBeVisible();
  await api.leave(await api.personId('David'));
  await expect(screen.getByTestId('room-idle')).toBeVisible({ timeout: 20_000 });
  await expect(screen.getByText('Roadmap for the spring')).toHaveCount(0);
};

test.describe("Alice's meeting", () => {
  test('runs from the form to the room screen and closes when the last participant leaves', async ({
    page,
    browser,
  }) => {
    test.setTimeout(240_000);
    const api = openApi('admin');
    await api.emptyCalendar();
    await api.emptyBuilding();

    await test.step('Alice creates the meeting', () => createMeeting(page));
    const screen = await test.step('the room screen is idle and knows the meeting', () =>
      openIdleScreen(browser));
    const admin = await openLive(browser);
    const cursor = await api.cursor();
    await test.step('Bob is guided to the room, timed hop by hop', () => bobWalksIn(admin));
    await test.step('the screen shows the content', async () => {
      await expect(screen.getByTestId('room-content')).toBeVisible();
      await expect(screen.getByText('Roadmap for the spring')).toBeAttached();
    });
    expectOrder(await api.eventsAfter(cursor));
    await test.step('Carl and David are guided, each in a colour of his own', () =>
      carlAndDavidWalkIn(admin, api, cursor));
    await test.step('somebody unknown and somebody not invited are refused and not guided', () =>
      strangersAreRefused(admin, api));
    await test.step('the content goes when the last entitled person leaves', () =>
      lastEntitledLeaves(admin, screen, api));
    await api.emptyBuilding();
  });
});
