import { expect, type Page, test } from '@playwright/test';
import { openApi } from '../support/api.ts';
import { deviceId } from '../support/changes.ts';
import { databasePids, killProcess, pidOf, signalAll } from '../support/processes.ts';
import { nanoedge } from '../support/stack.ts';
import {
  allGreen,
  greensOf,
  openPages,
  shownStates,
  type WatchedPages,
} from '../support/watched-pages.ts';

/** After so long nothing that has ceased to be true may be shown as true. */
const withinMs = 15_000;
/** After so long an engine that hangs must be called by its name. */
const namedWithinMs = 10_000;
/** How long a service may take to be back once what was broken is whole again. */
const backWithinMs = 60_000;
const isSoak = process.env['NANOEDGE_SOAK'] === '1';
const quietMs = isSoak ? 600_000 : 20_000;
/** How long at least what is stopped stays so. */
const stoppedMs = isSoak ? 60_000 : 0;

const all = ['entrance', 'corridor', 'room', 'closet'];

test.describe('what the pages show of a fault', () => {
  test.describe.configure({ mode: 'serial' });
  let watched: WatchedPages;
  let before = 0;

  const page = (name: string): Page => {
    const found = watched.pages.get(name);
    if (found === undefined) throw new Error(`the page ${name} is not open`);
    return found;
  };
  const noGreen = (devices: readonly string[], timeout = withinMs) =>
    expect.poll(() => greensOf(watched, devices), { timeout, intervals: [500] }).toEqual([]);
  /** What was stopped at that moment stays so for as long as it should, and no green comes back. */
  const staysGrey = (devices: readonly string[], since: number): Promise<void> =>
    expect
      .poll(
        async () => {
          expect(await greensOf(watched, devices)).toEqual([]);
          return Date.now() - since;
        },
        { timeout: stoppedMs + 15_000, intervals: [500] },
      )
      .toBeGreaterThanOrEqual(stoppedMs);

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(180_000);
    const api = openApi('admin');
    before = await api.cursor();
    watched = await openPages(browser, api);
    await allGreen(watched, all, 120_000);
  });

  test.afterAll(() => watched.context.close());

  test('changes no word while nothing happens', async () => {
    test.setTimeout(quietMs + 60_000);
    const before = await shownStates(watched);
    const until = Date.now() + quietMs;
    const changed = async (): Promise<unknown> => {
      expect(await shownStates(watched)).toEqual(before);
      return Date.now() >= until;
    };
    await expect.poll(changed, { timeout: quietMs + 30_000, intervals: [250] }).toBe(true);
  });

  test('greys what hangs or is cut off, each by its name, and nothing else', async () => {
    test.setTimeout(240_000);
    const [engine, agent] = [pidOf('lab/engine-entrance'), pidOf('agent-corridor')];
    nanoedge('lab', 'cut', 'room');
    signalAll([engine, agent], 'SIGSTOP');
    const started = Date.now();
    try {
      const leftMs = namedWithinMs - (Date.now() - started);
      await expect(page('device entrance').getByText('engine not answering').first()).toBeVisible({
        timeout: leftMs,
      });
      await noGreen(['entrance', 'corridor', 'room'], withinMs - (Date.now() - started));
      // A stopped agent is silent first, and without a link once that is missed too
      await expect(page('device corridor').getByText(/^(not reporting|offline)$/)).toBeVisible();
      await expect(page('device room').getByText('offline').first()).toBeVisible();
      for (const [device, word] of [
        ['entrance', /engine not answering/],
        ['corridor', /not reporting|offline/],
        ['room', /offline/],
      ] as const)
        await expect(
          page('Nanoservices').locator(
            `[data-testid=matrix-head][data-device="${deviceId(device)}"]`,
          ),
        ).toContainText(word);
      expect(await greensOf(watched, ['closet'])).not.toEqual([]);
      await staysGrey(['entrance', 'corridor', 'room'], started);
    } finally {
      signalAll([engine, agent], 'SIGCONT');
      nanoedge('lab', 'heal', 'room');
    }
    await allGreen(watched, all, backWithinMs);
  });

  test('greys what was killed until it is back', async () => {
    test.setTimeout(240_000);
    nanoedge('lab', 'kill', 'entrance', '--engine');
    nanoedge('lab', 'kill', 'corridor', '--agent');
    await noGreen(['entrance', 'corridor']);
    await expect(page('deployment on corridor').locator('main')).toContainText('no link');
    nanoedge('lab', 'start', 'entrance');
    nanoedge('lab', 'start', 'corridor');
    await allGreen(watched, all, backWithinMs);
  });

  test('greys everything while the dashboard hangs', async () => {
    test.setTimeout(180_000);
    const dashboard = pidOf('dashboard');
    const started = Date.now();
    signalAll([dashboard], 'SIGSTOP');
    try {
      await noGreen(all);
      await expect(page('Live').getByTestId('link-banner')).toBeVisible();
      await staysGrey(all, started);
    } finally {
      signalAll([dashboard], 'SIGCONT');
    }
    await allGreen(watched, all, backWithinMs);
  });

  test('greys everything when the dashboard was killed, until it runs again', async () => {
    test.setTimeout(120_000);
    const startAgain = killProcess('dashboard');
    try {
      await noGreen(all);
      await expect(page('Live').getByTestId('link-banner')).toBeVisible();
    } finally {
      startAgain();
    }
    await allGreen(watched, all, backWithinMs);
    await expect(page('Live').getByTestId('link-banner')).toBeHidden();
  });

  test('says that the database is down, and blames no device for it', async () => {
    test.setTimeout(180_000);
    const database = databasePids();
    const started = Date.now();
    signalAll(database, 'SIGSTOP');
    try {
      await noGreen(all);
      await expect(page('Live').getByTestId('database-banner')).toBeVisible();
      await expect(page('device room').getByTestId('old-state').first()).toContainText('database');
      await staysGrey(all, started);
    } finally {
      signalAll(database, 'SIGCONT');
    }
    await allGreen(watched, all, backWithinMs);
  });

  test('is right again by itself after the database was killed', async () => {
    test.setTimeout(120_000);
    const [postmaster] = databasePids();
    expect(postmaster).toBeDefined();
    signalAll([postmaster ?? 0], 'SIGKILL');
    await expect
      .poll(() => databasePids()[0] ?? postmaster, { timeout: backWithinMs })
      .not.toBe(postmaster);
    await expect(page('Live').getByTestId('database-banner')).toBeHidden();
    await allGreen(watched, all, backWithinMs);
  });

  test('has lost no event of any device over all that', async () => {
    const api = openApi('admin');
    // The database may still be on its way back while the pages have not lost a beat
    const answers = (): Promise<boolean> =>
      api.cursor().then(
        () => true,
        () => false,
      );
    await expect.poll(answers, { timeout: backWithinMs }).toBe(true);
    const seqs = new Map<string, number[]>();
    let after = before;
    for (let events = await api.eventsAfter(after); events.length > 0; ) {
      for (const { device, seq } of events) seqs.set(device, [...(seqs.get(device) ?? []), seq]);
      after = Math.max(...events.map(({ id }) => id));
      events = await api.eventsAfter(after);
    }
    // Of the others nothing was to be told
    expect([...seqs.keys()]).toEqual(
      expect.arrayContaining(['entrance', 'corridor'].map(deviceId)),
    );
    for (const told of seqs.values()) {
      const first = Math.min(...told);
      // Each once, in its order, none left out
      expect(told).toEqual(told.map((_seq, at) => first + at));
    }
  });
});
