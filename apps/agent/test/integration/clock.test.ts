import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, SimulateCommand, ThingSpec } from '@nanoedge/protocol';
import { pino } from 'pino';
import { expect, it, onTestFinished, vi } from 'vitest';
import { runAgent } from '../../src/agent.ts';
import { readEnv } from '../../src/env.ts';
import { FakeDashboard } from '../support/fake-dashboard.ts';
import { scratchFolder } from '../support/scratch.ts';

const hourMs = 3_600_000;
const sensor = { name: 'pir', kind: 'motion', zone: 'entrance', driver: 'simulated' };

/** An agent whose machine's clock the test sets, and its dashboard, whose clock is right. */
const startAgent = async (aheadMs: number) => {
  const folder = scratchFolder();
  const clockFile = join(folder, 'ahead-ms');
  const set = (ms: number): void => writeFileSync(clockFile, String(ms));
  set(aheadMs);
  const dashboard = new FakeDashboard('device-1', {
    things: [parse(ThingSpec, sensor, 'thing')],
  });
  await dashboard.start();
  onTestFinished(async () => dashboard.stop());
  writeFileSync(join(folder, 'join.key'), dashboard.joinToken);
  const env = readEnv({
    NANOEDGE_AGENT_DATA: join(folder, 'data'),
    NANOEDGE_AGENT_NAME: 'Test device',
    NANOEDGE_DASHBOARD_URL: dashboard.url,
    NANOEDGE_JOIN_KEY_FILE: join(folder, 'join.key'),
    NANOEDGE_TEST_CLOCK: clockFile,
    NANOEDGE_TEST_MODE: 'on',
    DOCKER_HOST: 'memory:',
  });
  const stop = new AbortController();
  const options = { env, log: pino({ level: 'silent' }), version: 'test', pageFolder: '/nowhere' };
  const running = runAgent(options, stop.signal);
  onTestFinished(async () => {
    stop.abort();
    await running;
  });
  return { dashboard, set };
};

const fired = (dashboard: FakeDashboard): number[] =>
  dashboard.events.flatMap(({ body }) => (body.type === 'thing.fired' ? [body.at] : []));

const walkIn = async (dashboard: FakeDashboard, walker: string): Promise<void> => {
  const legs = [{ zone: 'entrance', fromMs: 0, untilMs: 300 }];
  // Late enough for whoever walked before to have left
  const walk = { kind: 'walk', walker, keys: [], startAt: Date.now() + 700, legs };
  await dashboard.simulate(parse(SimulateCommand, walk, 'walk'));
};

const within5s = { timeout: 5_000, interval: 20 };
const withinAReport = { timeout: 15_000, interval: 50 };

it.each([2 * hourMs, -hourMs, 5_000 - Date.now()])(
  'a device whose clock is %d ms ahead fires its simulated sensors, and says how wrong it is',
  async (aheadMs) => {
    const { dashboard, set } = await startAgent(aheadMs);
    await vi.waitFor(() => expect(dashboard.reports.length).toBeGreaterThan(0), withinAReport);
    const [report] = dashboard.reports;
    expect(Math.abs((report?.clockAheadMs ?? 0) - aheadMs)).toBeLessThan(1_000);
    expect(Math.abs((report?.at ?? 0) - Date.now())).toBeLessThan(5_000);

    await walkIn(dashboard, 'bob');
    await vi.waitFor(() => expect(fired(dashboard)).toHaveLength(1), within5s);
    set(-aheadMs / 2);
    await walkIn(dashboard, 'ann');
    await vi.waitFor(() => expect(fired(dashboard)).toHaveLength(2), within5s);
    for (const at of fired(dashboard)) expect(Math.abs(at - Date.now())).toBeLessThan(10_000);

    set(0);
    await vi.waitFor(
      () => expect(dashboard.events.at(-1)?.body.type).toBe('clock.agrees'),
      withinAReport,
    );
    const said = dashboard.events.flatMap(({ body }) =>
      body.type === 'clock.differs' ? [Math.round(body.aheadMs / hourMs)] : [],
    );
    expect(said).toEqual([Math.round(aheadMs / hourMs)]);
  },
);
