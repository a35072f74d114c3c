import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readTar } from '@nanoedge/archive';
import { systemClock } from '@nanoedge/base';
import {
  type DeploymentSpec,
  parse,
  Release,
  type ReportedService,
  type RunFinishedEvent,
  Seconds,
} from '@nanoedge/protocol';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startRegistry } from '../../../../infra/test/support/registry.ts';
import { DockerEngine } from '../../src/engine/docker.ts';
import { ownTagOf } from '../../src/engine/image-identity.ts';
import { AgentProcess } from '../support/agent-process.ts';
import { aDeployment } from '../support/builders.ts';
import { FakeDashboard } from '../support/fake-dashboard.ts';
import { labDevice, type LabDevice } from '../support/lab-device.ts';
import { buildOnTop, removeImage } from '../support/local-image.ts';
import { buildResponder, docker } from '../support/responder.ts';
import { savedImage } from '../support/saved-image.ts';
import { scratchFolder } from '../support/scratch.ts';

const topBytes = 250_000;
const patience = { timeout: 60_000, interval: 50 };
const digestOf = (bytes: Buffer): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** How often a container was started on a device. */
const startsOn = (lab: LabDevice, device: string): number => {
  const until = String(Math.ceil(Date.now() / 1_000) + 1);
  const which = ['--filter', 'event=start', '--filter', `label=io.nanoedge.device=${device}`];
  const told = lab.docker('events', '--since', '1h', '--until', until, ...which);
  return told.split('\n').filter(Boolean).length;
};

/** Kind, name, owner and content of everything in the volume of a container. */
const filesOf = async (engine: DockerEngine, container: string): Promise<string[]> => {
  const found: string[] = [];
  for await (const { header, content } of readTar(await engine.readPath(container, '/data'))) {
    const chunks: Buffer[] = [];
    for await (const chunk of content) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    found.push(`${String(header.type)} ${header.name} ${String(header.uid)} ${text}`);
  }
  return found.toSorted();
};

/** A device of the lab with an agent of its own, and what its dashboard does to its one deployment. */
const startDevice = async (lab: LabDevice) => {
  const device = `life-${randomBytes(3).toString('hex')}`;
  const dashboard = new FakeDashboard(device, { probationSeconds: Seconds.parse(0.3) }, lab.bridge);
  await dashboard.start();
  const agent = new AgentProcess(scratchFolder(), dashboard, lab);
  agent.start();
  const socketPath = lab.dockerHost.replace('unix://', '');
  const engine = new DockerEngine({ socketPath }, device, systemClock);
  const ours = ['--filter', `label=io.nanoedge.device=${device}`];
  onTestFinished(async () => {
    await agent.kill();
    await dashboard.stop();
    const left = lab
      .docker('ps', '-aq', ...ours)
      .split('\n')
      .filter(Boolean);
    if (left.length > 0) lab.docker('rm', '-fv', ...left);
  });
  const ends = (): RunFinishedEvent[] =>
    dashboard.events.flatMap(({ body }) => (body.type === 'run.finished' ? [body] : []));
  const assign = async (spec: DeploymentSpec | null): Promise<void> =>
    dashboard.assign({ deployments: spec === null ? [] : [spec] });
  const running = async (): Promise<string> =>
    vi.waitFor(async () => {
      const [only, ...more] = await engine.list();
      expect([more, only?.state]).toEqual([[], 'running']);
      return only?.id ?? '';
    }, patience);
  return {
    dashboard,
    running,
    /** Where the engine says that it keeps images. */
    store: async (): Promise<string | undefined> => (await engine.info()).traits?.store,
    /** Asks for `spec`, and waits for the end of the run that it names. */
    run: async (spec: DeploymentSpec): Promise<RunFinishedEvent> => {
      const id = spec.removal?.run ?? spec.change;
      await assign(spec);
      return vi.waitFor(() => {
        const end = ends().find(({ run }) => run === id);
        if (end === undefined) throw new RangeError(`${String(id)} has not ended`);
        return end;
      }, patience);
    },
    /** Asks for the same twice more, and waits until the agent has looked at everything again. */
    lookedAgain: async (): Promise<void> => {
      for (let turn = 0; turn < 2; turn += 1) {
        await dashboard.assign({});
        const { revision } = dashboard.desired;
        await vi.waitFor(
          () =>
            expect(dashboard.events.map(({ body }) => body)).toContainEqual(
              expect.objectContaining({ type: 'desired.applied', revision }),
            ),
          patience,
        );
      }
    },
    gone: async (): Promise<void> => {
      await assign(null);
      await vi.waitFor(async () => expect(await engine.list()).toEqual([]), patience);
    },
    service: async (release: string): Promise<ReportedService> =>
      vi.waitFor(() => {
        const [service] = dashboard.reports.at(-1)?.services ?? [];
        if (service?.state !== 'answering' || service.version !== release)
          throw new RangeError('not reported yet');
        return service;
      }, patience),
    starts: (): number => startsOn(lab, device),
    files: async (): Promise<string[]> => filesOf(engine, await running()),
    volumes: (): string[] =>
      lab
        .docker('volume', 'ls', '-q', ...ours)
        .split('\n')
        .filter(Boolean),
  };
};

describe.each([
  ['an engine with a graph driver', false],
  ["an engine with containerd's image store", true],
])('a nanoservice on %s', (_, isNewer) => {
  const tag = `life-${randomBytes(3).toString('hex')}`;
  let lab: LabDevice;
  let base: string;

  beforeAll(() => {
    base = buildResponder(tag).reference;
    lab = labDevice(isNewer);
  });
  afterAll(() => {
    lab.down();
    removeImage(base);
  });

  /** A release of an image of which only the dashboard has anything then. */
  const uploaded = async (dashboard: FakeDashboard, version: string): Promise<Release> => {
    const image = `nanoedge-test/${tag}:${version}`;
    const { id } = buildOnTop(base, image, randomBytes(topBytes));
    const archive = await savedImage(image, (bytes) => dashboard.store(bytes));
    removeImage(image);
    return parse(Release, { version, image, imageId: id, archive }, 'release');
  };
  const life = (release: Release, change: string, more: Record<string, unknown> = {}) =>
    aDeployment({
      name: 'life',
      release,
      change,
      volumes: [{ name: 'data', path: '/data' }],
      ...more,
    });
  /** What an upload takes: its layers as they lie in the archive, whatever an engine counts. */
  const sizeOf = ({ archive }: Release): number =>
    archive?.layers.reduce((sum, { bytes }) => sum + Number(bytes), 0) ?? 0;
  /** How far off the engine's own count is, as a share. */
  const engineDiffersBy = (release: Release): number => {
    const counted = Number(lab.docker('image', 'inspect', '-f', '{{.Size}}', ownTagOf(release)));
    return Math.abs(counted / sizeOf(release) - 1);
  };

  it('is deployed by upload, changed, removed and brought back with just the files that it had, and nothing is made twice', {
    timeout: 240_000,
  }, async () => {
    const device = await startDevice(lab);
    const { dashboard, run, running, starts, files } = device;
    expect((await device.store()) === 'containerd').toBe(isNewer);
    const first = await uploaded(dashboard, '1');
    const next = await uploaded(dashboard, '2');

    expect((await run(life(first, 'add'))).outcome).toBe('done');
    expect(await files()).toContain(`file ./.keep 65532 ${tag}`);
    expect((await device.service('1')).imageBytes).toBe(sizeOf(first));
    expect(engineDiffersBy(first)).toBeLessThan(0.05);
    const sent = dashboard.imageCalls.length;
    expect((await run(life(next, 'change', { config: { forget: true, odd: true } }))).outcome).toBe(
      'done',
    );
    const [added] = next.archive?.layers.slice(-1) ?? [];
    const layers = dashboard.imageCalls.slice(sent).map(({ digest }) => digest);
    expect(layers.filter((digest) => digest !== next.imageId)).toEqual([added?.digest]);
    expect((await device.service('2')).imageBytes).toBe(sizeOf(next));
    expect(Math.abs(sizeOf(next) - sizeOf(first))).toBeLessThan(10_000);
    // As it was when it forgot, without forgetting again
    expect((await run(life(next, 'settle'))).outcome).toBe('done');
    const had = await files();
    expect(had.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'directory ./',
      'fifo ./pipe',
      // As a name is written that is not UTF-8; sockets are their listener's
      'file ./caf\uFFFDe9',
      'file ./own',
    ]);
    await device.lookedAgain();
    expect(starts()).toBe(3);

    const going = life(next, 'settle', { removal: { run: 'remove', snapshot: true } });
    const removed = await run(going);
    expect(removed.outcome).toBe('done');
    await device.gone();
    expect(device.volumes()).toEqual([]);
    const snapshot = removed.snapshot ?? '';
    const kept = dashboard.snapshots.get(snapshot) ?? Buffer.alloc(0);
    const restore = { snapshot, digest: digestOf(kept), bytes: kept.length };
    expect((await run(life(next, 'undo', { restore }))).outcome).toBe('done');
    expect(await files()).toEqual(had);
    const brought = await running();
    await device.lookedAgain();
    expect([await running(), starts()]).toEqual([brought, 4]);
    await device.gone();
  });

  it('is deployed from a registry, changed to an upload and back, and nothing is made twice', {
    timeout: 240_000,
  }, async () => {
    const registry = await startRegistry(lab.enter);
    onTestFinished(async () => registry.stop());
    const device = await startDevice(lab);
    const { dashboard, run, starts } = device;
    const reference = `nanoedge-test/${tag}:pulled`;
    const { id: imageId } = buildOnTop(base, reference, randomBytes(topBytes));
    const file = join(scratchFolder(), 'image.tar');
    docker('save', '-o', file, reference);
    removeImage(reference);
    lab.docker('load', '-i', file);
    const name = `${registry.host}/${tag}/pulled`;
    lab.docker('tag', reference, `${name}:1`);
    const digest = /digest: (sha256:[0-9a-f]{64})/.exec(lab.docker('push', `${name}:1`))?.[1] ?? '';
    lab.docker('rmi', reference, `${name}:1`);
    const image = `${name}@${digest}`;
    const pulled = parse(Release, { version: '1', image, imageId, pull: true }, 'release');
    const other = await uploaded(dashboard, '2');

    // With containerd's store an engine does not say how large a layer is that comes at once
    const isCounted = isNewer ? {} : { imageSent: true };
    expect(await run(life(pulled, 'add'))).toMatchObject({ outcome: 'done', ...isCounted });
    const { imageBytes } = await device.service('1');
    expect(imageBytes).toBe(Number(lab.docker('image', 'inspect', '-f', '{{.Size}}', image)));
    expect((await run(life(other, 'change'))).outcome).toBe('done');
    expect((await device.service('2')).imageBytes).toBe(sizeOf(other));
    const back = await run(life(pulled, 'back'));
    expect(back).toMatchObject({ outcome: 'done', imageSent: false });
    await device.lookedAgain();
    expect(starts()).toBe(3);
    await device.gone();
  });
});
