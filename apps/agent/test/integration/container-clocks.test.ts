import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@nanoedge/base/testing';
import { parse, SimulateCommand, type Digest, type Journey } from '@nanoedge/protocol';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildWithWrongClock } from '../../../../infra/test/support/wrong-clock.ts';
import { runAgent } from '../../src/agent.ts';
import { readEnv } from '../../src/env.ts';
import { FakeDashboard } from '../support/fake-dashboard.ts';
import { bob, eve, oneDeviceSite, type SiteMeeting } from '../support/one-device-site.ts';
import { cleanDevice, docker } from '../support/responder.ts';
import { scratchFolder } from '../support/scratch.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** How long a wrong clock may hold anybody up. */
const goesOn = { timeoutMs: 10_000 };

/** A device with all nanoservices in containers; agent and containers have the same wrong clock. */
const startSite = async (aheadMs: number, meetings: readonly SiteMeeting[]) => {
  const images = await buildWithWrongClock(
    aheadMs,
    `nanoedge-test-${aheadMs < 0 ? 'behind' : 'ahead'}`,
  );
  const device = `clock-${randomBytes(3).toString('hex')}`;
  const dashboard = new FakeDashboard(device);
  const item = { kind: 'link', name: 'Agenda', url: 'https://example.org/' };
  const manifest = { meeting: meetings[0]?.id, items: [item] };
  const content: Digest = dashboard.store(Buffer.from(JSON.stringify(manifest)));
  await dashboard.assign(oneDeviceSite(images, meetings, content));
  await dashboard.start();
  onTestFinished(async () => dashboard.stop());
  onTestFinished(() => cleanDevice(device));
  const folder = scratchFolder();
  writeFileSync(join(folder, 'ahead-ms'), String(aheadMs));
  writeFileSync(join(folder, 'join.key'), dashboard.joinToken);
  const env = readEnv({
    NANOEDGE_AGENT_DATA: join(folder, 'data'),
    NANOEDGE_AGENT_NAME: 'Test device',
    NANOEDGE_DASHBOARD_URL: dashboard.url,
    NANOEDGE_JOIN_KEY_FILE: join(folder, 'join.key'),
    NANOEDGE_TEST_CLOCK: join(folder, 'ahead-ms'),
    NANOEDGE_TEST_MODE: 'on',
  });
  const stop = new AbortController();
  const log = pino({ level: process.env['AGENT_TEST_LOG'] ?? 'silent' });
  const running = runAgent({ env, log, version: 'test', pageFolder: '/nowhere' }, stop.signal);
  onTestFinished(async () => {
    stop.abort();
    await running;
  });
  const { deployments } = dashboard.desired;
  await waitUntil(
    'all services answer',
    () => {
      const services = dashboard.reports.at(-1)?.services ?? [];
      const answering = services.filter(({ state }) => state === 'answering');
      return deployments.length > 0 && answering.length === deployments.length;
    },
    { timeoutMs: 90_000 },
  );
  return { dashboard, device };
};

/** By which its own clock a container says that it began to serve. */
const servingSince = (device: string, name: string): number => {
  const which = ['--filter', `label=io.nanoedge.device=${device}`, '--filter', `name=${name}`];
  const [container = ''] = docker('ps', '-q', ...which).split('\n');
  const line = docker('logs', container)
    .split('\n')
    .find((one) => one.includes('"serving"'));
  return Date.parse(JSON.parse(line ?? '{}').at);
};

describe.each([2 * hourMs, -2 * hourMs])(
  'every nanoservice in a container, on a device whose clock is %d ms ahead of the right one',
  (aheadMs) => {
    it('lets in and shows content to whom a meeting expects now, refuses whom it would expect by that clock, and tells of it', async () => {
      const now = Date.now();
      const mine = { startsAt: now + 10 * minuteMs, endsAt: now + 70 * minuteMs };
      const byTheWrongClock = { startsAt: now + aheadMs, endsAt: now + aheadMs + 40 * minuteMs };
      const { dashboard, device } = await startSite(aheadMs, [
        { id: 'mine', participant: bob, ...mine },
        { id: 'not-now', participant: eve, ...byTheWrongClock },
      ]);
      const bodies = () => dashboard.events.map(({ body }) => body);
      const journey = (of: string): Journey | undefined =>
        bodies()
          .flatMap((body) =>
            body.type === 'journey.updated' && body.snapshot.person?.id === of
              ? [body.snapshot]
              : [],
          )
          .at(-1);
      const walks = (walker: string): Promise<unknown> =>
        dashboard.simulate(
          parse(
            SimulateCommand,
            {
              kind: 'walk',
              walker,
              keys: [`key-${walker}`],
              startAt: Date.now() + 200,
              legs: [
                { zone: 'entrance', fromMs: 0, untilMs: 3_000 },
                { zone: 'aurora', fromMs: 3_000, untilMs: null },
              ],
            },
            'walk',
          ),
        );
      const leaves = (walker: string) => dashboard.simulate({ kind: 'leave', walker });
      const contentOf = () =>
        bodies().flatMap((body) =>
          body.type === 'content.shown' || body.type === 'content.hidden'
            ? [`${body.type} ${body.meeting}`]
            : [],
        );

      expect(Math.abs(servingSince(device, 'main-controller') - Date.now() - aheadMs)).toBeLessThan(
        2 * minuteMs,
      );
      await waitUntil('the clock is told of', () =>
        bodies().some(
          (body) => body.type === 'clock.differs' && Math.abs(body.aheadMs - aheadMs) < 1_000,
        ),
      );
      expect(Math.abs((dashboard.reports.at(-1)?.clockAheadMs ?? 0) - aheadMs)).toBeLessThan(1_000);

      await walks(eve);
      await waitUntil('Eve refused', () => journey(eve)?.refusal === 'uninvited', goesOn);
      await walks(bob);
      await waitUntil('Bob guided', () => journey(bob)?.state === 'guiding', goesOn);
      await waitUntil('Bob in the meeting', () => journey(bob)?.state === 'in-meeting', goesOn);
      await waitUntil('content shown', () => contentOf().includes('content.shown mine'), goesOn);
      await leaves(bob);
      await waitUntil('Bob left', () => journey(bob)?.state === 'left', goesOn);
      await waitUntil('content hidden', () => contentOf().includes('content.hidden mine'), goesOn);
      expect(contentOf()).toEqual(['content.shown mine', 'content.hidden mine']);
      expect(journey(eve)?.state).toBe('refused');
      const heard = bodies().findIndex(({ type }) => type === 'clock.differs');
      for (const { at, type } of bodies().slice(heard))
        expect(Math.abs(at - Date.now()), type).toBeLessThan(5 * minuteMs);
    });
  },
);
