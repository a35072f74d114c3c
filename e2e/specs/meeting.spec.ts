import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import type { Journey, StoredEvent } from '@nanoedge/protocol';
import { Api, expectAccessible, signIn, signInByForm } from '../support/dashboard.ts';
import { fillMeeting } from '../support/meeting-form.ts';
import { stack } from '../support/stack.ts';

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

test.describe("Alice's meeting", () => {
  test('runs from the form to the room screen and closes when the last participant leaves', async ({
    page,
    browser,
    playwright,
  }) => {
    test.setTimeout(240_000);
    const request = await playwright.request.newContext({ baseURL: stack.url });
    const api = new Api(request);
    await api.signIn('admin');
    await api.emptyCalendar();
    await api.emptyBuilding();

    // Alice creates the meeting
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

    // The room screen is idle and knows the meeting
    const screen = await (await browser.newContext()).newPage();
    await screen.goto(stack.displayUrl);
    await expect(screen.getByTestId('room-idle')).toBeVisible();
    await expect(screen.getByTestId('room-idle')).toContainText('Aurora');
    await expect(screen.getByTestId('room-idle')).toContainText('Spring roadmap');
    await expectAccessible(screen);

    // The admin lets people in
    const admin = await (await browser.newContext()).newPage();
    await signIn(admin, 'admin');
    await admin.goto('/live');
    await expect(admin.getByTestId('live-plan')).toBeVisible();
    const cursor = await api.cursor();
    await walkIn(admin, ['Bob']);
    const bob = arrivalOf(admin, 'Bob').first();
    await expect(bob).toHaveAttribute('data-state', 'guiding', { timeout: 15_000 });
    await expectAccessible(admin);
    await expect(bob).toHaveAttribute('data-state', 'in-meeting', { timeout: 40_000 });
    for (const hop of [
      'presence',
      'scan',
      'sighting',
      'identity',
      'guidance',
      'arrival',
      'content',
    ]) {
      await expect(bob.locator(`[data-testid=arrival-chip][data-hop=${hop}]`)).toHaveAttribute(
        'data-ms',
        /^\d+(\.\d+)?$/,
      );
    }

    // The screen shows the content
    await expect(screen.getByTestId('room-content')).toBeVisible();
    await expect(screen.getByText('Roadmap for the spring')).toBeAttached();

    // The order of the steps, from the events
    const events = await api.eventsAfter(cursor);
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
    const stamps = [
      'presence',
      'scan',
      'sighting',
      'identity',
      'guidance',
      'arrival',
      'content',
    ].map((hop) => finished?.hops[hop as keyof Journey['hops']] ?? 0);
    expect(stamps.every((stamp) => stamp > 0)).toBe(true);
    expect(stamps).toEqual(stamps.toSorted((a, b) => a - b));
    const kinds = events.map(({ body }) => body.type);
    expect(kinds.indexOf('content.cleared')).toBeGreaterThan(kinds.lastIndexOf('guidance.stopped'));
    expect(kinds.indexOf('content.shown')).toBeGreaterThan(kinds.indexOf('content.cleared'));

    // Carl and David two seconds apart, each in a colour of his own
    await walkIn(admin, ['Carl', 'David']);
    await expect(arrivalOf(admin, 'Carl').first()).toHaveAttribute('data-state', 'guiding', {
      timeout: 20_000,
    });
    await expect(arrivalOf(admin, 'David').first()).toHaveAttribute('data-state', 'guiding', {
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

    // Somebody unknown and somebody not invited are refused and not guided
    const beforeRefused = await api.cursor();
    await walkIn(admin, ['Stranger', 'Erin']);
    await expect
      .poll(
        async () =>
          (await api.eventsAfter(beforeRefused))
            .flatMap(({ body }) => (body.type === 'identity.refused' ? [body.reason] : []))
            .toSorted(),
        { timeout: 25_000 },
      )
      .toEqual(expect.arrayContaining(['uninvited', 'unknown']));
    const refusedRow = admin.getByTestId('arrival-row').and(admin.locator('[data-state=refused]'));
    await expect(refusedRow.first()).toBeVisible();
    await expect(
      admin
        .getByTestId('arrival-row')
        .filter({ hasText: /not invited/i })
        .first(),
    ).toBeVisible();
    await expect(
      admin
        .getByTestId('arrival-row')
        .filter({ hasText: /unknown key/i })
        .first(),
    ).toBeVisible();
    const afterRefused = await api.eventsAfter(beforeRefused);
    expect(afterRefused.filter(({ body }) => body.type === 'guidance.started')).toEqual([]);

    // When the last entitled person leaves, the content goes, although Erin and the stranger may
    // stand in the room
    for (const name of ['Bob', 'Carl']) await api.leave(await api.personId(name));
    await expect(arrivalOf(admin, 'Carl').first()).toHaveAttribute('data-state', 'left', {
      timeout: 20_000,
    });
    await expect(screen.getByTestId('room-content')).toBeVisible();
    await api.leave(await api.personId('David'));
    await expect(screen.getByTestId('room-idle')).toBeVisible({ timeout: 20_000 });
    await expect(screen.getByText('Roadmap for the spring')).toHaveCount(0);
    await api.emptyBuilding();
    await request.dispose();
  });
});
