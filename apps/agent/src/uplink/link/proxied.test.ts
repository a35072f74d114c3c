import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@nanoedge/base';
import { pino } from 'pino';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startProxy } from '../../../../../infra/test/support/proxy.ts';
import { aReport } from '../../../test/support/builders.ts';
import { FakeDashboard } from '../../../test/support/fake-dashboard.ts';
import { scratchFolder } from '../../../test/support/scratch.ts';
import { Outbox } from '../../edge/outbox/outbox.ts';
import { DashboardUnreachable } from '../../errors.ts';
import { ContentStore } from '../../store/content-store.ts';
import { openDatabase } from '../../store/database.ts';
import { Identity } from '../../store/identity.ts';
import { ContentFetch } from '../content/content-fetch.ts';
import { enrol } from './enrol.ts';
import { trusting } from '../../../test/support/trusting.ts';
import { Link } from './link.ts';
import type { LinkState } from './state.ts';

const waitOptions = { timeout: 10_000, interval: 5 };
const never = new AbortController().signal;

/** A dashboard that this machine cannot name, but the proxy can. */
const setUp = async () => {
  const folder = scratchFolder();
  const dashboard = new FakeDashboard('device-1');
  await dashboard.start();
  const proxy = await startProxy();
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
  const joinKeyFile = join(folder, 'join.key');
  writeFileSync(joinKeyFile, dashboard.joinToken);
  const dashboardUrl = dashboard.url.replace('127.0.0.1', 'dashboard.test');
  const identity = Identity.open(folder);
  onTestFinished(async () => {
    await proxy.stop();
    await dashboard.stop();
  });
  const session = { dashboardUrl, device: 'device-1', identity, clock: systemClock, log };
  const joining = { dashboardUrl, name: 'test', joinKeyFile };
  return { folder, dashboard, proxy, lines, session, joining };
};

type Ground = Awaited<ReturnType<typeof setUp>>;

const startLink = ({ folder, session }: Ground, proxy: string): LinkState[] => {
  const states: LinkState[] = [];
  const outbox = new Outbox(openDatabase(join(folder, 'agent.db')));
  const link = new Link({
    ...session,
    proxyTo: () => proxy,
    outbox,
    random: () => 0,
    tell: {
      report: async () => aReport(),
      readLog: async () => ({ isMade: false, lines: [] }),
      calibrate: async () => ({ calibration: null }),
      screens: () => ({ screens: [], waiting: 0 }),
    },
    ...trusting(),
    simulate: () => undefined,
    drill: () => ({ endsAt: systemClock.now() }),
    permitted: async () => undefined,
    onTime: () => undefined,
    onState: (state) => void states.push(state),
    hello: () => ({
      agentVersion: 'test',
      address: '10.0.0.1',
      displayUrl: null,
      appliedRevision: null,
      lastSeq: 0,
    }),
  });
  const stop = new AbortController();
  const running = link.start(stop.signal);
  onTestFinished(async () => {
    stop.abort();
    await running;
  });
  return states;
};

it('enrols, stays linked and fetches through a proxy, whose password no log has', async () => {
  const ground = await setUp();
  const { folder, dashboard, proxy, lines, session, joining } = ground;
  await enrol(session.identity, { ...joining, proxyTo: () => proxy.url }, never);
  const states = startLink(ground, proxy.url);
  await vi.waitFor(() => expect(states.at(-1)).toBe('online'), waitOptions);
  const store = new ContentStore(join(folder, 'content'));
  const fetcher = new ContentFetch({
    ...session,
    proxyTo: () => proxy.url,
    store,
    inUse: () => [],
  });
  onTestFinished(() => fetcher.stop());
  const digest = dashboard.store(Buffer.alloc(300_000, 7));
  fetcher.assign([digest]);
  await vi.waitFor(async () => expect(await store.size(digest)).toBe(300_000), waitOptions);
  expect(new Set(proxy.asked)).toEqual(new Set([new URL(session.dashboardUrl).host]));
  expect(proxy.asked.length).toBeGreaterThanOrEqual(3);
  expect(lines.join('')).not.toContain('geheim');
});

it('says which proxy does not let it through, without its password, and tries again', async () => {
  const ground = await setUp();
  const { proxy, lines, session, joining } = ground;
  const wrong = proxy.url.replace('geheim', 'verraten');
  const enrolling = enrol(session.identity, { ...joining, proxyTo: () => wrong }, never);
  await expect(enrolling).rejects.toThrow(DashboardUnreachable);
  const { host } = new URL(session.dashboardUrl);
  await expect(enrolling).rejects.toThrow(
    `${host} through the proxy ${proxy.bare}: the proxy wants a name and a password`,
  );
  ground.dashboard.admit(session.identity);
  startLink(ground, wrong);
  await vi.waitFor(
    () =>
      expect(lines.join('')).toContain(
        `the dashboard through the proxy ${proxy.bare}: the proxy wants a name and a password`,
      ),
    waitOptions,
  );
  await vi.waitFor(() => expect(proxy.asked.length).toBeGreaterThanOrEqual(3), waitOptions);
  expect(lines.join('')).not.toContain('verraten');
});
