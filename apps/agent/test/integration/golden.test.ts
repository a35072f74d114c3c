import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@nanoedge/base';
import { waitUntil } from '@nanoedge/base/testing';
import { type DesiredState, parse, ReportedState, type SimulateCommand } from '@nanoedge/protocol';
import { golden } from '@nanoedge/protocol/golden';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Outbox } from '../../src/edge/outbox/outbox.ts';
import { openDatabase } from '../../src/store/database.ts';
import { Identity } from '../../src/store/identity.ts';
import { Link } from '../../src/uplink/link/link.ts';
import { FakeDashboard } from '../support/fake-dashboard.ts';
import { trusting } from '../support/trusting.ts';

const device = 'device-1';
const folder = mkdtempSync(join(tmpdir(), 'agent-'));
const accepted: DesiredState[] = [];
const commands: SimulateCommand[] = [];
const dashboard = new FakeDashboard(device);
const stopped = new AbortController();
let running: Promise<void>;

beforeAll(async () => {
  const identity = Identity.open(folder);
  await dashboard.start();
  dashboard.admit(identity);
  const link = new Link({
    dashboardUrl: dashboard.url,
    device,
    identity,
    outbox: new Outbox(openDatabase(join(folder, 'agent.db'))),
    clock: systemClock,
    log: pino({ level: 'silent' }),
    random: () => 0,
    tell: {
      report: async () => parse(ReportedState, golden('ReportedState').valid[0], 'report'),
      readLog: async () => ({ isMade: false, lines: [] }),
      calibrate: async () => ({ calibration: null }),
      screens: () => ({ screens: [], waiting: 0 }),
    },
    ...trusting((desired) => accepted.push(desired)),
    onTime: () => undefined,
    simulate: (command) => void commands.push(command),
    drill: () => ({ endsAt: systemClock.now() }),
    permitted: async () => undefined,
    onState: () => undefined,
    hello: () => ({
      agentVersion: 'test',
      address: '127.0.0.1',
      displayUrl: null,
      appliedRevision: null,
      lastSeq: 0,
    }),
  });
  running = link.start(stopped.signal);
  await waitUntil('the agent has what it was greeted with', () => accepted.length > 0);
});
afterAll(async () => {
  stopped.abort();
  await running;
  await dashboard.stop();
  rmSync(folder, { recursive: true });
});

describe.each([
  { message: 'desired', schema: 'DesiredState' },
  { message: 'simulate', schema: 'SimulateCommand' },
])('an agent, told “$message” by its dashboard', ({ message, schema }) => {
  it.each(golden(schema).broken)(
    'refuses $edit, names the field and does nothing',
    async ({ value, field }) => {
      const before = [accepted.length, commands.length];
      expect(await dashboard.tell(message, value)).toEqual({
        ok: false,
        error: expect.stringContaining(field) as string,
      });
      expect([accepted.length, commands.length]).toEqual(before);
      expect(dashboard.online).toBe(true);
    },
  );

  it('takes what is valid', async () => {
    const [valid] = golden(schema).valid;
    expect(await dashboard.tell(message, valid)).toMatchObject({ ok: true });
  });
});
