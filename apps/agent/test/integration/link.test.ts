import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, type TimeAnswer } from '@nanoedge/base';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type AgentOwnEvent, type DesiredState, type SimulateCommand } from '@nanoedge/protocol';
import { LinkRefused } from '../../src/errors.ts';
import { ContentFetch } from '../../src/uplink/content/content-fetch.ts';
import { enrol } from '../../src/uplink/link/enrol.ts';
import { Link } from '../../src/uplink/link/link.ts';
import type { LinkState } from '../../src/uplink/link/state.ts';
import { Outbox } from '../../src/edge/outbox/outbox.ts';
import { ContentStore } from '../../src/store/content-store.ts';
import { openDatabase } from '../../src/store/database.ts';
import { Identity } from '../../src/store/identity.ts';
import { aReport } from '../support/builders.ts';
import { FakeDashboard } from '../support/fake-dashboard.ts';
import { scratchFolder } from '../support/scratch.ts';
import { trusting } from '../support/trusting.ts';

const event = (): AgentOwnEvent => ({
  type: 'desired.applied',
  at: systemClock.now(),
  revision: 1,
});
const waitOptions = { timeout: 10_000, interval: 5 };

const setUp = async (options: { enrolled?: boolean } = {}) => {
  const folder = scratchFolder();
  const dashboard = new FakeDashboard('device-1');
  await dashboard.start();
  const outbox = new Outbox(openDatabase(join(folder, 'agent.db')));
  const identity = Identity.open(folder);
  const joinKeyFile = join(folder, 'join.key');
  writeFileSync(joinKeyFile, dashboard.joinToken);
  if (options.enrolled !== false)
    await enrol(
      identity,
      { dashboardUrl: dashboard.url, name: 'test', joinKeyFile },
      new AbortController().signal,
    );
  const states: LinkState[] = [];
  const accepted: DesiredState[] = [];
  const commands: SimulateCommand[] = [];
  const times: TimeAnswer[] = [];
  const link = new Link({
    dashboardUrl: dashboard.url,
    device: 'device-1',
    identity,
    outbox,
    clock: systemClock,
    log: pino({ level: 'silent' }),
    random: () => 0,
    tell: {
      report: async () => aReport(),
      readLog: async () => ({ isMade: true, lines: ['started'] }),
      calibrate: async () => ({ calibration: null }),
      screens: () => ({ screens: [], waiting: 0 }),
    },
    ...trusting((desired) => accepted.push(desired)),
    simulate: (command) => void commands.push(command),
    drill: () => ({ endsAt: systemClock.now() }),
    permitted: async () => undefined,
    onTime: (answer) => void times.push(answer),
    onState: (state) => void states.push(state),
    hello: () => ({
      agentVersion: 'test',
      address: '10.0.0.1',
      displayUrl: null,
      appliedRevision: null,
      lastSeq: outbox.lastSeq(),
    }),
  });
  const stop = new AbortController();
  let running: Promise<void> = Promise.resolve();
  const start = (): void => {
    running = link.start(stop.signal);
  };
  const end = async (): Promise<void> => {
    stop.abort();
    await running;
  };
  onTestFinished(async () => {
    await end();
    await dashboard.stop();
  });
  return {
    folder,
    dashboard,
    outbox,
    identity,
    joinKeyFile,
    link,
    start,
    end,
    states,
    accepted,
    commands,
    times,
  };
};

const seqsOf = (dashboard: FakeDashboard): number[] => dashboard.events.map(({ seq }) => seq);
const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('enrolment', () => {
  it('trades the join key once; the key does not work a second time', async () => {
    const { dashboard, folder, joinKeyFile } = await setUp();
    writeFileSync(joinKeyFile, dashboard.joinToken);
    const stranger = Identity.open(join(folder, 'stranger'));
    const again = enrol(
      stranger,
      { dashboardUrl: dashboard.url, name: 'x', joinKeyFile },
      new AbortController().signal,
    );
    await expect(again).rejects.toThrow(LinkRefused);
  });

  it('says what is missing when there is no join key', async () => {
    const { dashboard, identity } = await setUp({ enrolled: false });
    const missing = enrol(
      identity,
      { dashboardUrl: dashboard.url, name: 'x', joinKeyFile: null },
      new AbortController().signal,
    );
    await expect(missing).rejects.toThrow('NANOEDGE_JOIN_KEY_FILE is not set');
  });
});

describe('the link', () => {
  it('goes through its states to online, takes the desired state and reports', async () => {
    const { dashboard, start, states, accepted } = await setUp();
    start();
    await vi.waitFor(() => expect(dashboard.reports).not.toHaveLength(0), waitOptions);
    expect(states).toEqual(['connecting', 'proving', 'greeting', 'online']);
    expect(accepted).toMatchObject([{ revision: 1 }]);
    expect(dashboard.hellos).toMatchObject([{ address: '10.0.0.1', lastSeq: 0 }]);
  });

  it('delivers what waited, then each new event without waiting for anything', async () => {
    const { dashboard, outbox, start } = await setUp();
    for (let n = 0; n < 3; n += 1) outbox.append({ deployment: null, nanoservice: null }, event());
    start();
    await vi.waitFor(() => expect(seqsOf(dashboard)).toEqual([1, 2, 3]), waitOptions);
    const before = performance.now();
    outbox.append({ deployment: null, nanoservice: null }, event());
    await vi.waitFor(() => expect(seqsOf(dashboard)).toEqual([1, 2, 3, 4]), waitOptions);
    expect(performance.now() - before).toBeLessThan(500);
    await vi.waitFor(() => expect(outbox.depth()).toBe(0), waitOptions);
  });

  it('loses and doubles nothing when the connection is cut before the acknowledgement', async () => {
    const { dashboard, outbox, start } = await setUp();
    dashboard.cutBeforeAck = 2;
    for (let n = 0; n < 1_200; n += 1)
      outbox.append({ deployment: null, nanoservice: null }, event());
    start();
    await vi.waitFor(() => expect(outbox.depth()).toBe(0), waitOptions);
    expect(seqsOf(dashboard)).toEqual(range(1_200));
    expect(dashboard.doubled).toBe(0);
    expect(Math.max(...dashboard.batches.map((batch) => batch.length))).toBeLessThanOrEqual(500);
  });

  it('keeps events while the dashboard is away and delivers them when it is back', async () => {
    const { dashboard, outbox, start, link } = await setUp();
    start();
    await vi.waitFor(() => expect(link.state).toBe('online'), waitOptions);
    await dashboard.stop();
    await vi.waitFor(() => expect(link.state).not.toBe('online'), waitOptions);
    for (let n = 0; n < 50; n += 1) outbox.append({ deployment: null, nanoservice: null }, event());
    expect(outbox.depth()).toBe(50);
    await dashboard.start();
    await vi.waitFor(() => expect(seqsOf(dashboard)).toEqual(range(50)), waitOptions);
  });

  it('keeps events that the dashboard cannot store now', async () => {
    const { dashboard, outbox, start } = await setUp();
    dashboard.refuseEvents = true;
    outbox.append({ deployment: null, nanoservice: null }, event());
    start();
    await vi.waitFor(() => expect(dashboard.hellos.length).toBeGreaterThan(1), waitOptions);
    dashboard.refuseEvents = false;
    await vi.waitFor(() => expect(seqsOf(dashboard)).toEqual([1]), waitOptions);
  });

  it('is refused once and waits when the proof does not convince', async () => {
    const { dashboard, start, link, states } = await setUp();
    dashboard.refuseProof = true;
    start();
    await vi.waitFor(() => expect(link.state).toBe('refused'), waitOptions);
    expect(states).toEqual(['connecting', 'proving', 'refused']);
  });

  it('comes back at its turn, however often a busy dashboard asks it to', async () => {
    const { dashboard, start, link, states } = await setUp();
    let asked = 0;
    dashboard.refusal = () => {
      asked += 1;
      return asked > 5
        ? undefined
        : Object.assign(new RangeError('busy'), { data: { comeBackMs: 50 } });
    };
    start();
    await vi.waitFor(() => expect(link.state).toBe('online'), waitOptions);
    expect(states).not.toContain('refused');
    expect(asked).toBe(6);
    expect(dashboard.hellos).toHaveLength(1);
  });

  it('is not refused, only tried again soon, when the dashboard cannot greet a device that proved itself', async () => {
    const { dashboard, start, link, states } = await setUp();
    dashboard.failHellos = 1;
    start();
    await vi.waitFor(() => expect(link.state).toBe('online'), waitOptions);
    expect(states).not.toContain('refused');
    expect(dashboard.hellos).toHaveLength(2);
  });

  it('applies a new desired state and a command, gives a log, and names the mistake in a bad message', async () => {
    const { dashboard, start, link, accepted, commands } = await setUp();
    start();
    await vi.waitFor(() => expect(link.state).toBe('online'), waitOptions);
    await dashboard.assign({ content: [] });
    expect(accepted.at(-1)).toMatchObject({ revision: 2 });
    expect(await dashboard.simulate({ kind: 'clear' })).toEqual({ ok: true, value: {} });
    expect(commands).toEqual([{ kind: 'clear' }]);
    const log = dashboard.tell('log', { deployment: 'd-1', lines: 20 });
    expect(await log).toEqual({ ok: true, value: { isMade: true, lines: ['started'] } });
    const bad: unknown = { kind: 'jump' };
    expect(await dashboard.simulate(bad as SimulateCommand)).toMatchObject({
      ok: false,
      error: expect.stringContaining('simulation'),
    });
  });

  it('goes on after the numbers that the dashboard has, when its own folder was lost', async () => {
    const { dashboard, outbox, start } = await setUp();
    for (let n = 1; n <= 7; n += 1)
      dashboard.events.push({
        seq: n,
        source: { deployment: null, nanoservice: null },
        body: event(),
      });
    start();
    await vi.waitFor(() => expect(outbox.lastSeq()).toBe(7), waitOptions);
    expect(outbox.append({ deployment: null, nanoservice: null }, event())).toBe(8);
  });
});

describe('content', () => {
  it('comes to the device before it is needed and goes when nobody wants it', async () => {
    const { folder, dashboard, identity } = await setUp();
    const store = new ContentStore(join(folder, 'content'));
    const fetcher = new ContentFetch({
      dashboardUrl: dashboard.url,
      device: 'device-1',
      identity,
      store,
      clock: systemClock,
      log: pino({ level: 'silent' }),
      inUse: () => [],
    });
    onTestFinished(() => fetcher.stop());
    const [first, second] = [
      dashboard.store(Buffer.from('one')),
      dashboard.store(Buffer.alloc(3_000_000, 7)),
    ];
    fetcher.assign([first, second]);
    await vi.waitFor(async () => expect(await store.size(second)).toBe(3_000_000), waitOptions);
    fetcher.assign([second]);
    await vi.waitFor(async () => expect(await store.size(first)).toBeNull(), waitOptions);
    expect(await store.size(second)).toBe(3_000_000);
  });

  it('is asked for again while the dashboard does not have it', async () => {
    const { folder, dashboard, identity } = await setUp();
    const store = new ContentStore(join(folder, 'content'));
    const fetcher = new ContentFetch({
      dashboardUrl: dashboard.url,
      device: 'device-1',
      identity,
      store,
      clock: systemClock,
      log: pino({ level: 'silent' }),
      inUse: () => [],
    });
    onTestFinished(() => fetcher.stop());
    const digest = dashboard.store(Buffer.from('late'));
    dashboard.blobs.delete(digest);
    fetcher.assign([digest]);
    dashboard.blobs.set(digest, Buffer.from('wrong'));
    await vi.waitFor(async () => expect(await store.size(digest)).toBeNull(), waitOptions);
    dashboard.blobs.set(digest, Buffer.from('late'));
    await vi.waitFor(
      async () => expect((await store.read(digest))?.toString()).toBe('late'),
      waitOptions,
    );
  });
});
