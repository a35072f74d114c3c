/**
 * Every event of the two namespaces × everybody, from the links' own tables of events: one that is
 * new there and has no answer here fails the run.
 */
import { agentLink, agentLinkVersion, liveLink, StoredEvent, parse } from '@nanoedge/protocol';
import { golden } from '@nanoedge/protocol/golden';
import { freshNonce } from '@nanoedge/link';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { LivePort } from '../../src/server/services/deps.ts';
import { annex, cookiesOf, everybody, type Who } from './support/everybody.ts';
import { type RunningDashboard, runDashboard } from './support/dashboard.ts';
import { device, site } from './support/world.ts';

let dashboard: RunningDashboard;
let cookies: Record<Who, string>;
beforeAll(async () => {
  dashboard = await runDashboard();
  cookies = await cookiesOf(dashboard);
});
afterAll(() => dashboard.stop());

const mayCome = ['viewer', 'organiser', 'admin', 'other'] as const satisfies readonly Who[];
const mayWatch = ['viewer', 'organiser', 'admin'] as const satisfies readonly Who[];
const [at, key, masked] = [1_800_000_000_000, 'c0:ff:ee:00:00:02', 'c0...02'];

const event = parse(
  StoredEvent,
  {
    id: 1,
    device: 'entrance',
    receivedAt: at,
    seq: 1,
    source: { deployment: null, nanoservice: null },
    body: { type: 'sighting', at, zone: 'entrance', key, rssi: -60, journey: null },
  },
  'event',
);
const [status] = golden('DeviceStatus').valid as Parameters<LivePort['device']>[1][];

type Push = Exclude<keyof typeof liveLink, 'subscribe'>;

/** How each of what is pushed comes about, of a site. */
const pushes: Record<Push, (of: typeof site) => void> = {
  events: (of) => dashboard.deps.live.events(of, [event]),
  device: (of) => {
    if (status !== undefined) dashboard.deps.live.device(of, { ...status, device: device('room') });
  },
  changed: (of) => dashboard.deps.live.changed(of, 'people'),
};

interface Page {
  socket: Socket;
  heard: { name: string; payload: unknown }[];
}

/** A connection to a namespace, with everything that comes; null where it is refused. */
const come = async (
  namespace: '/live' | '/agents',
  who: Who,
  auth: object = {},
): Promise<Page | null> => {
  const socket = io(`${dashboard.url}${namespace}`, {
    auth,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { cookie: cookies[who], origin: dashboard.url },
  });
  onTestFinished(() => void socket.disconnect());
  const heard: Page['heard'] = [];
  socket.onAny((name: string, payload: unknown) => heard.push({ name, payload }));
  const isIn = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('connect_error', () => resolve(false));
  });
  return isIn ? { socket, heard } : null;
};
const live = async (who: Who): Promise<Page> => {
  const page = await come('/live', who);
  if (page === null) throw new Error(`${who} was not let in`);
  return page;
};

const watch = ({ socket }: Page, of: string): Promise<{ ok: boolean; value?: unknown }> =>
  socket.timeout(10_000).emitWithAck('subscribe', { site: of, after: 0 }) as never;

/** Returns once everything that was pushed to the page before has come. */
const caughtUp = async (page: Page): Promise<void> => {
  const { socket, heard } = page;
  const of = await watch(page, 'nowhere');
  expect(of.ok).toBe(false);
  expect(socket.connected, JSON.stringify(heard)).toBe(true);
};

describe('the browsers’ namespace', () => {
  it('has an answer here for everything that is pushed', () => {
    expect(Object.keys(pushes).toSorted()).toEqual(
      Object.keys(liveLink)
        .filter((name) => name !== 'subscribe')
        .toSorted(),
    );
  });

  it.each(everybody)('lets in those who are signed in: %s', async (who) => {
    const isIn = (await come('/live', who)) !== null;
    expect(isIn).toBe(mayCome.some((one) => one === who));
  });

  it.each(mayCome)(
    'answers a subscription to those of the site, and tells others nothing: %s',
    async (who) => {
      const answer = await watch(await live(who), 'demo');
      expect(answer.ok).toBe(mayWatch.some((one) => one === who));
      if (!answer.ok) expect(JSON.stringify(answer)).not.toMatch(/closet|entrance|Demo building/);
    },
  );

  const cells = (Object.keys(pushes) as Push[]).flatMap((push) =>
    mayCome.map((who) => ({ push, who })),
  );

  it.each(cells)(
    'pushes “$push” of a site to those who watch it, not to others: $who',
    async ({ push, who }) => {
      const isOther = who === 'other';
      const page = await live(who);
      const own = isOther ? annex : site;
      expect((await watch(page, own)).ok).toBe(true);
      pushes[push](isOther ? site : annex);
      pushes[push](own);
      await vi.waitFor(() => expect(page.heard.length).toBeGreaterThan(0));
      await caughtUp(page);
      expect(page.heard.map(({ name }) => name)).toEqual([push]);
      const text = JSON.stringify(page.heard);
      if (push === 'events') expect(text).toContain(who === 'admin' || isOther ? key : masked);
      if (who === 'viewer' || who === 'organiser') expect(text).not.toContain(key);
    },
  );

  it.each(cells)(
    'pushes “$push” to nobody who has not asked for a site: $who',
    async ({ push, who }) => {
      const page = await live(who);
      pushes[push](site);
      pushes[push](annex);
      await caughtUp(page);
      expect(page.heard).toEqual([]);
    },
  );

  it('pushes nothing of a site any more to somebody who asked for one that is not theirs', async () => {
    const page = await live('other');
    expect((await watch(page, annex)).ok).toBe(true);
    expect((await watch(page, 'demo')).ok).toBe(false);
    for (const push of Object.values(pushes)) for (const of of [site, annex]) push(of);
    await caughtUp(page);
    expect(page.heard).toEqual([]);
  });

  const unknown = [...Object.keys(pushes), ...Object.keys(agentLink), 'join', 'nothing'];
  it.each(mayWatch)('answers nothing but a subscription, whoever asks: %s', async (who) => {
    const [page, another] = [await live(who), await live('admin')];
    await watch(another, 'demo');
    const answers: unknown[] = [];
    for (const name of unknown)
      page.socket.emit(
        name,
        { site: 'demo', room: 'demo/keys', events: [event] },
        (said: unknown) => answers.push(said),
      );
    await caughtUp(page);
    await caughtUp(another);
    expect([answers, page.heard, another.heard]).toEqual([[], [], []]);
  });

  it('ends within two seconds for whom it was closed to', async () => {
    const page = await live('viewer');
    const admin = dashboard.client('admin');
    const accounts = await admin.ask((api) => api.accounts.list.query());
    const id = accounts.find(({ email }) => email === 'viewer@example.org')?.id ?? '';
    await admin.ask((api) => api.accounts.disable.mutate({ account: id }));
    await vi.waitFor(() => expect(page.socket.connected).toBe(false), { timeout: 2_000 });
    pushes.changed(site);
    expect(page.heard).toEqual([]);
    await admin.ask((api) => api.accounts.enable.mutate({ account: id }));
  });
});

describe('the agents’ namespace', () => {
  it.each(everybody)('lets nobody in for being signed in: %s', async (who) => {
    expect(await come('/agents', who)).toBeNull();
  });

  const claims = { device: 'closet', linkVersion: agentLinkVersion };
  it.each(Object.keys(agentLink))(
    'ends unanswered for who says “%s” before a proof',
    async (name) => {
      const page = await come('/agents', 'admin', { ...claims, nonce: freshNonce() });
      const answers: { ok?: boolean }[] = [];
      const ended = new Promise<void>((resolve) => {
        page?.socket.once('disconnect', () => resolve());
      });
      page?.socket.emit(name, { signature: 'none' }, (said: { ok?: boolean }) =>
        answers.push(said),
      );
      await ended;
      expect(answers.filter(({ ok }) => ok !== false)).toEqual([]);
      expect(page?.heard.map((one) => one.name).filter((one) => one !== 'challenge')).toEqual([]);
      expect(dashboard.deps.agents.connected(device('closet'))).toBe(false);
    },
  );
});
