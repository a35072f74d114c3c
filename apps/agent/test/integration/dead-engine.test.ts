import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { sleep, systemClock } from '@nanoedge/base';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Seconds, type ImageArchive, type ReportedService } from '@nanoedge/protocol';
import { serviceReasons } from '@nanoedge/words';
import { AgentProcess } from '../support/agent-process.ts';
import { aDeployment } from '../support/builders.ts';
import { FakeDashboard } from '../support/fake-dashboard.ts';
import { labDevice, type LabDevice } from '../support/lab-device.ts';
import { LabEngine } from '../support/lab-engine.ts';
import { buildResponder, type TestImage } from '../support/responder.ts';
import { savedImage } from '../support/saved-image.ts';
import { scratchFolder } from '../support/scratch.ts';

/** So long everything may take to come back after the engine answers again. */
const patience = { timeout: 60_000, interval: 50 };

const ground = { image: null as TestImage | null, lab: null as LabDevice | null };

/** How often the engine is killed in each of the two labs, and how often with `--soak`. */
const kills = process.env['NANOEDGE_SOAK'] === '1' ? 20 : 3;

const open = (isNewer: boolean): void => {
  ground.image ??= buildResponder(`engine-${randomBytes(3).toString('hex')}`);
  ground.lab = labDevice(isNewer);
};

afterAll(() => {
  const reference = ground.image?.reference;
  if (reference !== undefined)
    execFileSync('docker', ['image', 'rm', '-f', reference], { stdio: 'ignore' });
});

const setUp = async () => {
  const { lab, image } = ground;
  if (lab === null || image === null) throw new Error('there is no lab');
  const device = `engine-${randomBytes(3).toString('hex')}`;
  const dashboard = new FakeDashboard(device, { probationSeconds: Seconds.parse(0.3) }, lab.bridge);
  await dashboard.start();
  const archive: ImageArchive = await savedImage(image.reference, (bytes) =>
    dashboard.store(bytes),
  );
  const agent = new AgentProcess(scratchFolder(), dashboard, lab);
  const engine = new LabEngine(lab);
  agent.start();
  onTestFinished(async () => {
    await agent.kill();
    await dashboard.stop();
    const left = lab.docker('ps', '-aq').split('\n').filter(Boolean);
    if (left.length > 0) lab.docker('rm', '-f', ...left);
  });
  const release = { version: '1', image: image.reference, imageId: image.id, archive };
  let port = 25_683;
  const services = (turn: number) => [
    aDeployment({ name: 'plain', release, config: { turn }, change: `plain-${turn}` }),
    aDeployment({
      name: 'published',
      release,
      config: { turn },
      change: `published-${turn}`,
      port,
    }),
  ];
  const reported = (): readonly ReportedService[] => dashboard.reports.at(-1)?.services ?? [];
  /** As the dashboard does: a port that the engine does not give is not asked for again. */
  const movePort = async (turn: number): Promise<void> => {
    if (!reported().some(({ heldPort }) => heldPort === port)) return;
    port += 1;
    await dashboard.assign({ deployments: services(turn) });
  };
  return {
    dashboard,
    engine,
    reported,
    assign: async (turn: number) => dashboard.assign({ deployments: services(turn) }),
    /** Waits until both services of this turn answer, as a report of later than now says it. */
    answering: async (turn: number): Promise<void> => {
      const { length } = dashboard.reports;
      await vi.waitFor(async () => {
        await movePort(turn);
        expect(dashboard.reports.length).toBeGreaterThan(length);
        expect(reported().map(({ state, change, detail }) => [state, change, detail])).toEqual([
          ['answering', `plain-${turn}`, null],
          ['answering', `published-${turn}`, null],
        ]);
      }, patience);
    },
  };
};

describe.each([
  ['an engine with a graph driver', false],
  ["an engine with containerd's image store", true],
])('%s', (_, isNewer) => {
  beforeAll(() => open(isNewer));
  afterAll(() => ground.lab?.down());

  it('that hangs is said not to answer within 10 s, reports go on, and it recovers by itself', {
    timeout: 180_000,
  }, async () => {
    const { dashboard, engine, assign, answering } = await setUp();
    await assign(0);
    await answering(0);
    engine.stop();
    onTestFinished(() => engine.goOn());
    const isReachable = (): boolean | undefined => dashboard.reports.at(-1)?.engine.reachable;
    await vi.waitFor(() => expect(isReachable()).toBe(false), { timeout: 10_000, interval: 50 });
    const before = dashboard.reports.length;
    await vi.waitFor(() => expect(dashboard.reports.length).toBeGreaterThan(before + 2), {
      timeout: 45_000,
      interval: 100,
    });
    engine.goOn();
    await vi.waitFor(() => expect(isReachable()).toBe(true), patience);
    await answering(0);
    const bodies = dashboard.events.map(({ body }) => body);
    expect(bodies.filter(({ type }) => type === 'service.exited')).toEqual([]);
  });

  it(`has everything running within 60 s of each of ${kills} kills, and counts none against a service`, {
    timeout: kills * 90_000,
  }, async () => {
    const { dashboard, engine, assign, answering } = await setUp();
    await assign(0);
    await answering(0);
    for (let turn = 1; turn <= kills; turn += 1) {
      // Every second time while containers are made and started, else while nothing happens
      const moment = turn % 2 === 0 ? 0 : Math.random() * 1_500;
      if (moment > 0) await assign(turn);
      await sleep(systemClock, moment, new AbortController().signal);
      engine.kill();
      if (moment === 0) await assign(turn);
      await vi.waitFor(() => expect(dashboard.reports.at(-1)?.engine.reachable).toBe(false), {
        timeout: 15_000,
        interval: 20,
      });
      engine.restart();
      await vi.waitFor(
        () => expect(dashboard.reports.at(-1)?.engine.reachable).toBe(true),
        patience,
      );
      await answering(turn);
    }
    const exits = dashboard.events.flatMap(({ body }) =>
      body.type === 'service.exited' ? [body.detail] : [],
    );
    expect(new Set(exits)).toEqual(new Set([serviceReasons.endedWithEngine]));
  });
});
