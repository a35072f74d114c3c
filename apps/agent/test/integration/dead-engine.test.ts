import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Seconds, type ImageArchive, type ReportedService } from '@nanoedge/protocol';
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

beforeAll(() => {
  ground.image = buildResponder(`engine-${randomBytes(3).toString('hex')}`);
  ground.lab = labDevice();
});

afterAll(() => {
  ground.lab?.down();
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
  const services = (turn: number) => [
    aDeployment({ name: 'plain', release, config: { turn }, change: `plain-${turn}` }),
    aDeployment({
      name: 'published',
      release,
      config: { turn },
      change: `published-${turn}`,
      port: 25_683,
    }),
  ];
  const reported = (): readonly ReportedService[] => dashboard.reports.at(-1)?.services ?? [];
  return {
    dashboard,
    engine,
    reported,
    assign: async (turn: number) => dashboard.assign({ deployments: services(turn) }),
    /** Waits until both services of this turn answer, as a report of later than now says it. */
    answering: async (turn: number): Promise<void> => {
      const { length } = dashboard.reports;
      await vi.waitFor(() => {
        expect(dashboard.reports.length).toBeGreaterThan(length);
        expect(reported().map(({ state, change, detail }) => [state, change, detail])).toEqual([
          ['answering', `plain-${turn}`, null],
          ['answering', `published-${turn}`, null],
        ]);
      }, patience);
    },
  };
};

describe('an engine', () => {
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
});
