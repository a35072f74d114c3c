import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { systemClock } from '@nanoedge/base';
import { joinTokenText, readJoinToken } from '@nanoedge/link';
import { strangersCertificate } from '@nanoedge/link/testing';
import type { DesiredState } from '@nanoedge/protocol';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { aReport } from '../../../test/support/builders.ts';
import { openGate } from '../../../test/support/releases.ts';
import { FakeDashboard } from '../../../test/support/fake-dashboard.ts';
import { scratchFolder } from '../../../test/support/scratch.ts';
import { Outbox } from '../../edge/outbox/outbox.ts';
import type { DashboardDistrusted } from '../../errors.ts';
import { FactStream } from '../../facts.ts';
import { Intake } from '../../reconcile/intake.ts';
import { openDatabase } from '../../store/database.ts';
import { Identity } from '../../store/identity.ts';
import { StateStore } from '../../store/state-store.ts';
import { enrol, isAskedToEnrol } from './enrol.ts';
import { Link } from './link.ts';
import type { LinkState } from './state.ts';

const waitOptions = { timeout: 10_000, interval: 5 };
const never = new AbortController().signal;
const log = pino({ level: 'silent' });

/** A device with its own store of what it was told, and a dashboard; not enrolled yet. */
const setUp = async () => {
  const folder = scratchFolder();
  const dashboard = new FakeDashboard('device-1');
  await dashboard.start();
  onTestFinished(async () => dashboard.stop());
  const database = openDatabase(join(folder, 'agent.db'));
  const outbox = new Outbox(database);
  const facts = new FactStream(outbox);
  const identity = Identity.open(folder);
  const { device } = dashboard;
  const intake = new Intake({
    device,
    clock: systemClock,
    log,
    facts,
    store: new StateStore(database),
    gate: openGate,
  });
  const joinKeyFile = join(folder, 'join.key');
  return { folder, dashboard, outbox, facts, identity, intake, joinKeyFile };
};

type Ground = Awaited<ReturnType<typeof setUp>>;

const startLink = ({ dashboard, outbox, identity, intake, joinKeyFile }: Ground) => {
  const states: LinkState[] = [];
  const distrusted: DashboardDistrusted['reason'][] = [];
  const enrolment = { dashboardUrl: null, name: 'test', joinKeyFile };
  const link = new Link({
    device: dashboard.device,
    identity,
    outbox,
    clock: systemClock,
    log,
    random: () => 0,
    tell: {
      report: async () => aReport(),
      readLog: async () => ({ isMade: false, lines: [] }),
      calibrate: async () => ({ calibration: null }),
      screens: () => ({ screens: [], waiting: 0 }),
    },
    intake,
    onDistrust: ({ reason }) => void distrusted.push(reason),
    rejoin: async (signal) =>
      isAskedToEnrol(joinKeyFile) ? enrol(identity, enrolment, signal) : undefined,
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
      lastSeq: outbox.lastSeq(),
    }),
  });
  const stop = new AbortController();
  const running = link.start(stop.signal);
  const end = async (): Promise<void> => {
    stop.abort();
    await running;
  };
  onTestFinished(end);
  return { link, states, distrusted, end };
};

const isOnline = async (states: readonly LinkState[]): Promise<void> =>
  vi.waitFor(() => expect(states.at(-1)).toBe('online'), waitOptions);

describe('enrolling', () => {
  it('believes only the dashboard whose key the join token names, and keeps the token', async () => {
    const { dashboard, identity, joinKeyFile } = await setUp();
    const other = new FakeDashboard('device-1');
    await other.start();
    onTestFinished(async () => other.stop());
    const { dashboardKey } = readJoinToken(other.joinToken);
    writeFileSync(
      joinKeyFile,
      joinTokenText({ ...readJoinToken(dashboard.joinToken), dashboardKey }),
    );
    const enrolling = enrol(identity, { dashboardUrl: null, name: 'test', joinKeyFile }, never);
    await expect(enrolling).rejects.toThrow('not the dashboard whose key this device knows');
    expect(identity.membership).toBeNull();
    expect(existsSync(joinKeyFile)).toBe(true);
  });

  it('says of a file that holds no join token what it should hold', async () => {
    const { dashboard, identity, joinKeyFile } = await setUp();
    const enrolment = { dashboardUrl: null, name: 'test', joinKeyFile };
    writeFileSync(joinKeyFile, 'f3a9c0');
    await expect(enrol(identity, enrolment, never)).rejects.toThrow('nanoedge-join-1.');
    writeFileSync(joinKeyFile, dashboard.joinToken.slice(0, 60));
    await expect(enrol(identity, enrolment, never)).rejects.toThrow('copy the whole word');
  });

  it('takes the place of no other device', async () => {
    const { dashboard, identity, joinKeyFile } = await setUp();
    const other = new FakeDashboard('device-2');
    await other.start();
    onTestFinished(async () => other.stop());
    dashboard.admit(identity);
    writeFileSync(joinKeyFile, other.joinToken);
    const enrolling = enrol(identity, { dashboardUrl: null, name: 'test', joinKeyFile }, never);
    await expect(enrolling).rejects.toThrow('the join token is for another device (device-2)');
    expect(identity.membership?.device).toBe('device-1');
  });
});

describe('a device that enrolled before dashboards had keys', () => {
  it('does not follow any dashboard until it is enrolled again, and then does', async () => {
    const ground = await setUp();
    const { dashboard, identity, joinKeyFile } = ground;
    identity.join({ device: dashboard.device, site: dashboard.site, dashboard: null });
    const first = startLink(ground);
    await vi.waitFor(() => expect(first.states).toContain('refused'), waitOptions);
    expect(dashboard.hellos).toEqual([]);
    await first.end();
    writeFileSync(joinKeyFile, dashboard.joinToken);
    const { states } = startLink(ground);
    await isOnline(states);
    expect(existsSync(joinKeyFile)).toBe(false);
  });
});

describe('who stands in for the dashboard', () => {
  it('learns nothing from the device, whose proof it never gets, and is told of', async () => {
    const ground = await setUp();
    const { dashboard, identity, intake } = ground;
    dashboard.admit(identity);
    dashboard.standIn = true;
    const { states, distrusted } = startLink(ground);
    await vi.waitFor(() => expect(states).toContain('refused'), waitOptions);
    expect(distrusted).toEqual(['other-dashboard']);
    expect(dashboard.hellos).toEqual([]);
    expect(intake.revision).toBeNull();
  });

  it('is told nothing over TLS where the authority of the dashboard does not vouch for it', async () => {
    const ground = await setUp();
    const { dashboard, identity } = ground;
    dashboard.admit(identity);
    const known = identity.dashboard;
    if (known === null) throw new Error('the device did not enrol');
    const told: Buffer[] = [];
    const stranger = createServer(await strangersCertificate(), (socket) =>
      socket.on('data', (bytes) => told.push(bytes)),
    );
    stranger.listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    onTestFinished(() => void stranger.close());
    const { port } = stranger.address() as AddressInfo;
    const { cert: ca } = await strangersCertificate();
    const taken = { ...known, url: `https://127.0.0.1:${port}`, ca };
    identity.join({ device: dashboard.device, site: dashboard.site, dashboard: taken });
    const { states, distrusted } = startLink(ground);
    await vi.waitFor(() => expect(distrusted.length).toBeGreaterThan(1), waitOptions);
    expect(new Set(distrusted)).toEqual(new Set(['other-authority']));
    expect(told).toEqual([]);
    expect(states).not.toContain('refused');
  });

  it('is not heard in the middle of a link: what it injects or repeats ends it unheeded', async () => {
    const ground = await setUp();
    const { dashboard, identity, intake } = ground;
    dashboard.admit(identity);
    const { states, distrusted } = startLink(ground);
    await isOnline(states);
    const forged: DesiredState = { ...dashboard.desired, revision: 2_000 };
    dashboard.inject('desired', { n: 1, body: JSON.stringify(forged), signature: 'A'.repeat(86) });
    await vi.waitFor(() => expect(distrusted).toEqual(['broken-seal']), waitOptions);
    expect(intake.revision).toBe(1);
  });
});

describe('a dashboard that is out of step with the device', () => {
  const happened = { deployment: null, nanoservice: null };
  const applied = (revision: number) =>
    ({ type: 'desired.applied', at: systemClock.now(), revision }) as const;

  it('is told that it acknowledged what was never made, and gets what waits once it starts over', async () => {
    const ground = await setUp();
    const { dashboard, identity, outbox } = ground;
    dashboard.admit(identity);
    const first = startLink(ground);
    await isOnline(first.states);
    outbox.append(happened, applied(1));
    await vi.waitFor(() => expect(outbox.depth()).toBe(0), waitOptions);
    await first.end();
    dashboard.ackedBefore = 1_000_000;
    outbox.append(happened, applied(2));
    const second = startLink(ground);
    await vi.waitFor(() => expect(dashboard.objections).toEqual(['ack-beyond']), waitOptions);
    expect(second.distrusted).toEqual(['ack-beyond']);
    await second.end();
    expect([outbox.depth(), dashboard.events.length]).toEqual([1, 1]);
    dashboard.desired = { ...dashboard.desired, startedOver: systemClock.now() };
    startLink(ground);
    await vi.waitFor(() => expect(outbox.depth()).toBe(0), waitOptions);
    expect(dashboard.events.map(({ seq, body }) => [seq, body])).toMatchObject([
      [1, { revision: 1 }],
      [1_000_001, { revision: 2 }],
    ]);
  });

  it('is not followed to a revision that cannot be the next', async () => {
    const ground = await setUp();
    const { dashboard, identity, intake } = ground;
    dashboard.admit(identity);
    const { states, distrusted } = startLink(ground);
    await isOnline(states);
    await dashboard.assign({});
    expect(intake.revision).toBe(2);
    dashboard.desired = { ...dashboard.desired, revision: Number.MAX_SAFE_INTEGER - 1 };
    await dashboard.assign({});
    await vi.waitFor(() => expect(distrusted).toEqual(['revision-jump']), waitOptions);
    expect(intake.revision).toBe(2);
  });

  it('hears that the device knows more, and is followed again once an admin made it start over', async () => {
    const ground = await setUp();
    const { dashboard, identity, intake } = ground;
    dashboard.admit(identity);
    dashboard.desired = { ...dashboard.desired, revision: 500 };
    const first = startLink(ground);
    await isOnline(first.states);
    await first.end();
    dashboard.desired = { ...dashboard.desired, revision: 400 };
    const second = startLink(ground);
    await isOnline(second.states);
    await vi.waitFor(() => expect(dashboard.objections).toEqual(['revision-behind']), waitOptions);
    expect(intake.revision).toBe(500);
    await dashboard.assign({ startedOver: systemClock.now() });
    expect(intake.revision).toBe(401);
    expect(second.distrusted).toEqual(['revision-behind']);
  });
});
