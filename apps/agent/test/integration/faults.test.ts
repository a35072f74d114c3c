import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  DeploymentSpec,
  parse,
  Seconds,
  type ImageArchive,
  type RunFinishedEvent,
} from '@nanoedge/protocol';
import { AgentProcess } from '../support/agent-process.ts';
import { aDeployment } from '../support/builders.ts';
import { FakeDashboard } from '../support/fake-dashboard.ts';
import { labDevice, type LabDevice } from '../support/lab-device.ts';
import { buildResponder, type TestImage } from '../support/responder.ts';
import { savedImage } from '../support/saved-image.ts';
import { scratchFolder } from '../support/scratch.ts';

/** How often the agent is killed in each test, at points spread over the whole of what it does. */
const kills = 20;

const waitOptions = { timeout: 30_000, interval: 20 };
const ground = { images: [] as TestImage[], lab: null as LabDevice | null };

beforeAll(() => {
  const suffix = randomBytes(3).toString('hex');
  ground.images = [buildResponder(`fault-${suffix}-1`), buildResponder(`fault-${suffix}-2`)];
  ground.lab = labDevice();
});

afterAll(() => {
  ground.lab?.down();
  for (const { reference } of ground.images)
    execFileSync('docker', ['image', 'rm', '-f', reference], { stdio: 'ignore' });
});

/** What a device has on its engine. */
const listing = (docker: LabDevice['docker'], device: string) => {
  const containers = (): string[] =>
    docker(
      'ps',
      '-a',
      '--no-trunc',
      '--filter',
      `label=io.nanoedge.device=${device}`,
      '--format',
      '{{.ID}} {{.State}}',
    )
      .split('\n')
      .filter((line) => line !== '');
  const volumes = (): string[] =>
    docker('volume', 'ls', '-q', '--filter', `label=io.nanoedge.device=${device}`)
      .split('\n')
      .filter((line) => line !== '');
  return { containers, volumes };
};

const setUp = async () => {
  const device = `fault-${randomBytes(3).toString('hex')}`;
  const { lab } = ground;
  if (lab === null) throw new Error('there is no lab');
  const { docker } = lab;
  const dashboard = new FakeDashboard(device, { probationSeconds: Seconds.parse(0.3) }, lab.bridge);
  await dashboard.start();
  const archives = new Map<string, ImageArchive>();
  for (const { reference } of ground.images)
    archives.set(reference, await savedImage(reference, (bytes) => dashboard.store(bytes)));
  const folder = scratchFolder();
  const agent = new AgentProcess(folder, dashboard, lab);
  agent.start();
  onTestFinished(async () => {
    await agent.kill();
    await dashboard.stop();
  });
  const release = (index: number) => {
    const image = ground.images[index % 2];
    if (image === undefined) throw new Error('no image');
    return {
      version: String(index),
      image: image.reference,
      imageId: image.id,
      archive: archives.get(image.reference) ?? null,
    };
  };
  const spec = (change: Record<string, unknown> = {}): DeploymentSpec =>
    aDeployment({ release: release(0), volumes: [{ name: 'data', path: '/data' }], ...change });
  const { containers, volumes } = listing(docker, device);
  const only = (): string => (containers()[0] ?? '').split(' ')[0] ?? '';
  return {
    device,
    dashboard,
    agent,
    folder,
    release,
    spec,
    containers,
    volumes,
    only,
    imageOf: (container: string): string => docker('inspect', '-f', '{{.Image}}', container),
    /** How the run ended, once it has. */
    ended: async (run: string): Promise<RunFinishedEvent> => {
      const find = () =>
        dashboard.events
          .map(({ body }) => body)
          .find((body) => body.type === 'run.finished' && body.run === run);
      await vi.waitFor(() => expect(find()).toBeDefined(), waitOptions);
      const found = find();
      if (found?.type !== 'run.finished') throw new Error('unreachable');
      return found;
    },
    /** Leaves a mark in the volume of the running container. */
    mark: (text: string): void => {
      const source = join(folder, 'mark');
      mkdirSync(source, { recursive: true });
      writeFileSync(join(source, 'mark.txt'), text);
      docker('cp', join(source, 'mark.txt'), `${only()}:/data/mark.txt`);
    },
    readMark: (): string => {
      docker('cp', `${only()}:/data/mark.txt`, join(folder, 'read.txt'));
      return readFileSync(join(folder, 'read.txt'), 'utf8');
    },
    /** Leaves the engine without the image, as a device that has never seen it. */
    forget: (reference: string): void => {
      try {
        docker('image', 'rm', '-f', reference);
      } catch {
        // It was not there
      }
    },
  };
};

type World = Awaited<ReturnType<typeof setUp>>;

/** How long the work takes when nobody disturbs it. */
const undisturbed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

const killAfter = async ({ agent }: World, ms: number): Promise<void> => {
  await passed(ms);
  await agent.kill();
  agent.start();
};

describe('an agent in the lab that is killed at any moment', () => {
  it('of a deploy ends with the desired container, nothing else, and the data as it was', {
    timeout: 240_000,
  }, async () => {
    const world = await setUp();
    const {
      dashboard,
      spec,
      release,
      containers,
      imageOf,
      only,
      ended,
      mark,
      readMark,
      volumes,
      forget,
    } = world;
    await dashboard.assign({ deployments: [spec({ change: 'first' })] });
    await vi.waitFor(() => expect(dashboard.online).toBe(true), waitOptions);
    expect(await ended('first')).toMatchObject({ outcome: 'done' });
    mark('kept');
    const deploy = async (index: number): Promise<void> => {
      forget(release(index).image);
      await dashboard.assign({
        deployments: [spec({ change: `deploy-${index}`, release: release(index) })],
      });
    };
    const whole = await undisturbed(async () => {
      await deploy(1);
      expect(await ended('deploy-1')).toMatchObject({ outcome: 'done', imageSent: true });
    });
    for (let index = 2; index < kills + 2; index += 1) {
      await deploy(index);
      await killAfter(world, Math.random() * whole);
      expect(await ended(`deploy-${index}`), `kill ${index}`).toMatchObject({ outcome: 'done' });
      await vi.waitFor(
        () => expect(containers(), `kill ${index}`).toEqual([expect.stringMatching(/ running$/)]),
        waitOptions,
      );
      expect(imageOf(only())).toBe(release(index).imageId);
      expect(volumes()).toHaveLength(1);
      expect(readMark()).toBe('kept');
    }
    const finished = dashboard.events.filter(({ body }) => body.type === 'run.finished');
    expect(finished).toHaveLength(kills + 2);
    expect(dashboard.doubled).toBe(0);
  });

  it('of a removal removes all of it once, saved before, and undo brings it back', {
    timeout: 240_000,
  }, async () => {
    const world = await setUp();
    const { dashboard, spec, containers, volumes, ended, mark, readMark } = world;
    await dashboard.assign({ deployments: [spec({ change: 'first' })] });
    expect(await ended('first')).toMatchObject({ outcome: 'done' });
    mark('first');
    let running = spec({ change: 'first' });
    const remove = async (index: number): Promise<void> =>
      dashboard.assign({
        deployments: [
          parse(
            DeploymentSpec,
            { ...running, removal: { run: `remove-${index}`, snapshot: true } },
            'removal',
          ),
        ],
      });
    const undo = async (index: number): Promise<void> => {
      const { snapshot } = await ended(`remove-${index}`);
      const file = dashboard.snapshots.get(snapshot ?? '');
      if (snapshot === null || file === undefined)
        throw new Error(`removal ${index} has no snapshot`);
      await dashboard.assign({ deployments: [] });
      expect([containers(), volumes()]).toEqual([[], []]);
      const restore = { snapshot, digest: dashboard.store(file), bytes: file.length };
      running = spec({ change: `undo-${index}`, restore });
      await dashboard.assign({ deployments: [running] });
      expect(await ended(`undo-${index}`)).toMatchObject({ outcome: 'done' });
    };
    const whole = await undisturbed(async () => {
      await remove(0);
      await ended('remove-0');
    });
    await undo(0);
    for (let index = 1; index <= kills; index += 1) {
      mark(`before ${index}`);
      await remove(index);
      await killAfter(world, Math.random() * whole);
      expect(await ended(`remove-${index}`), `kill ${index}`).toMatchObject({
        outcome: 'done',
        snapshot: expect.any(String),
      });
      await vi.waitFor(() => expect(dashboard.online).toBe(true), waitOptions);
      await undo(index);
      expect(readMark()).toBe(`before ${index}`);
      expect(containers()).toEqual([expect.stringMatching(/ running$/)]);
    }
    expect(dashboard.doubled).toBe(0);
  });
});
