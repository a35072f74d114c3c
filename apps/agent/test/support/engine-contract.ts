import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { containerSpec, specHash, type ContainerSpec } from '../../src/engine/container-spec.ts';
import type { Engine, EngineEvent } from '../../src/engine/engine.ts';
import { gather, packTar, readTar, type TarEntry } from '../../src/engine/tar.ts';
import { EngineRefused, SpecRefused } from '../../src/errors.ts';
import { aDeployment } from './builders.ts';
import type { TestImage } from './responder.ts';

export interface EngineUnderTest {
  engine: Engine;
  device: string;
  image: TestImage;
  /** The diff ids of that image. */
  layers: readonly string[];
  /** As `docker kill` does. */
  kill: (container: string) => void | Promise<void>;
  /** As `docker pause` does. */
  pause: (container: string) => void | Promise<void>;
  /** A running container that carries another device's label. */
  addForeign: () => string | Promise<string>;
  exists: (container: string) => boolean | Promise<boolean>;
  cleanUp: () => void | Promise<void>;
}

const owner = { uid: 65_532, gid: 65_532 };
const at = new Date(1_700_000_000_000);

/**
 * Everything that a volume may hold: folders (an empty one too), odd modes and owners, a link, and
 * a long name.
 */
const tree: TarEntry[] = [
  { header: { name: 'deep/', type: 'directory', mode: 0o750, ...owner, mtime: at } },
  { header: { name: 'deep/empty/', type: 'directory', mode: 0o700, ...owner, mtime: at } },
  {
    header: { name: 'deep/rows.db', type: 'file', mode: 0o600, size: 5, ...owner, mtime: at },
    content: [Buffer.from('hello')],
  },
  {
    header: { name: 'sealed', type: 'file', mode: 0, size: 1, uid: 0, gid: 7, mtime: at },
    content: [Buffer.from('x')],
  },
  {
    header: {
      name: 'latest',
      type: 'symlink',
      mode: 0o777,
      linkname: 'deep/rows.db',
      ...owner,
      mtime: at,
    },
  },
  {
    header: {
      name: `deep/${'ü'.repeat(80)}`,
      type: 'file',
      mode: 0o4755,
      size: 0,
      ...owner,
      mtime: at,
    },
  },
];

/** The entries as lines, without the folder itself and its contents from the image. */
const describeTar = async (
  entries: AsyncIterable<{ header: TarEntry['header']; content?: AsyncIterable<Buffer> }>,
): Promise<string[]> => {
  const lines: string[] = [];
  for await (const { header, content } of entries) {
    const name = header.name.replace(/^\.\//, '').replace(/\/$/, '');
    const text = content === undefined ? '' : (await gather(content)).toString();
    const target = header.type === 'symlink' ? ` -> ${header.linkname ?? ''}` : '';
    const mode = header.type === 'symlink' ? 0o777 : (header.mode ?? 0);
    if (name !== '' && name !== '.' && name !== '.keep') {
      lines.push(
        `${header.type} ${mode.toString(8)} ${header.uid}:${header.gid} ${name}${target} ${text}`,
      );
    }
  }
  return lines.toSorted();
};

const waitOptions = { timeout: 10_000, interval: 10 };

/**
 * What every implementation of the Engine port promises; runs on the real engine and on the fake.
 */
export const engineContract = (open: () => Promise<EngineUnderTest>): void => {
  let under: EngineUnderTest;
  beforeEach(async () => {
    under = await open();
  });
  afterEach(async () => under.cleanUp());

  const spec = (change: Record<string, unknown> = {}): ContainerSpec =>
    containerSpec(
      aDeployment({
        release: { version: '1', image: under.image.reference, imageId: under.image.id },
        ...change,
      }),
      {
        device: under.device,
        address: '127.0.0.1',
      },
    );

  const startOne = async (change: Record<string, unknown> = {}): Promise<string> => {
    await under.engine.ensureNetwork();
    const container = await under.engine.create(spec(change));
    await under.engine.start(container);
    return container;
  };

  describe('containers', () => {
    it('are created, started, listed, stopped and removed', async () => {
      const { engine, device, image } = under;
      await engine.ensureNetwork();
      const wanted = spec();
      const container = await engine.create(wanted);
      expect(await engine.list()).toMatchObject([
        {
          id: container,
          device,
          state: 'created',
          address: null,
          imageId: image.id,
          spec: specHash(wanted),
        },
      ]);
      await engine.start(container);
      expect(await engine.list()).toMatchObject([
        {
          id: container,
          state: 'running',
          address: expect.stringMatching(/^\d+\./),
          deployment: aDeployment().id,
          nanoservice: 'presence-detection',
        },
      ]);
      expect(await engine.inspect(container)).toMatchObject({
        state: 'running',
        exitCode: null,
        startedAt: expect.any(Number),
      });
      expect(await engine.memory(container)).toBeGreaterThan(0);
      await engine.stop(container, 3);
      expect(await engine.inspect(container)).toMatchObject({
        state: 'exited',
        exitCode: expect.any(Number),
      });
      expect(await engine.memory(container)).toBeNull();
      await engine.remove(container);
      expect(await engine.list()).toEqual([]);
      expect(await engine.inspect(container)).toBeNull();
    });

    it('may be started, stopped and removed twice', async () => {
      const container = await startOne();
      await under.engine.start(container);
      await under.engine.stop(container, 1);
      await under.engine.stop(container, 1);
      await under.engine.remove(container);
      await under.engine.remove(container);
      await under.engine.stop(container, 1);
    });

    it('say how they ended', async () => {
      const container = await startOne();
      await under.kill(container);
      await vi.waitFor(
        async () =>
          expect(await under.engine.inspect(container)).toMatchObject({
            state: 'exited',
            exitCode: 137,
          }),
        waitOptions,
      );
    });

    it('have names that are taken only once', async () => {
      await startOne();
      await expect(under.engine.create(spec())).rejects.toThrow(EngineRefused);
    });

    it('are refused before the engine hears of them when they break the rules', async () => {
      await expect(under.engine.create({ ...spec(), privileged: true })).rejects.toThrow(
        SpecRefused,
      );
      await expect(
        under.engine.create({ ...spec(), memoryBytes: 64 * 1024 * 1024 }),
      ).rejects.toThrow('memory must be');
      expect(await under.engine.list()).toEqual([]);
    });

    it('cannot come from an image that is not there', async () => {
      await under.engine.ensureNetwork();
      await expect(
        under.engine.create({ ...spec(), image: `sha256:${'f'.repeat(64)}` }),
      ).rejects.toMatchObject({ status: 404 });
    });
  });

  describe('containers of ours', () => {
    it('carry all their labels', async () => {
      await under.engine.ensureNetwork();
      const wanted = spec();
      const container = await under.engine.create({
        ...wanted,
        labels: { ...wanted.labels, 'org.example.note': 'mine' },
      });
      const labels = { ...wanted.labels, 'org.example.note': 'mine' };
      expect((await under.engine.list())[0]?.labels).toMatchObject(labels);
      expect((await under.engine.inspect(container))?.labels).toMatchObject(labels);
    });

    it('get another name, so that their own is free again', async () => {
      const container = await startOne();
      await under.engine.rename(container, `${spec().name}-before`);
      expect(await under.engine.inspect(container)).toMatchObject({
        name: `${spec().name}-before`,
        state: 'running',
      });
      await under.engine.create(spec());
    });

    it('go on when they were paused, and do not mind when they were not', async () => {
      const container = await startOne();
      await under.engine.unpause(container);
      await under.pause(container);
      expect(await under.engine.inspect(container)).toMatchObject({ state: 'paused' });
      await under.engine.unpause(container);
      expect(await under.engine.inspect(container)).toMatchObject({ state: 'running' });
    });
  });

  describe('volumes', () => {
    const volumes = [{ name: 'data', path: '/data' }];

    it('come with the container, carry our label and go when nobody uses them', async () => {
      const { engine } = under;
      await engine.ensureNetwork();
      expect(await engine.volumes()).toEqual([]);
      const wanted = spec({ volumes });
      const container = await engine.create(wanted);
      const name = wanted.volumes[0]?.name ?? '';
      expect(await engine.volumes()).toEqual([name]);
      await expect(engine.removeVolume(name)).rejects.toThrow(EngineRefused);
      await engine.remove(container);
      expect(await engine.volumes()).toEqual([name]);
      await engine.removeVolume(name);
      await engine.removeVolume(name);
      expect(await engine.volumes()).toEqual([]);
    });

    it.each(['created', 'running', 'exited'])(
      'hold what was written to them, as it was, when the container is %s',
      async (state) => {
        const { engine } = under;
        await engine.ensureNetwork();
        const container = await engine.create(spec({ volumes }));
        if (state !== 'created') await engine.start(container);
        if (state === 'exited') await engine.stop(container, 0);
        await engine.writePath(container, '/data', packTar(tree));
        const expected = await describeTar(readTar(packTar(tree)));
        expect(await describeTar(readTar(await engine.readPath(container, '/data')))).toEqual(
          expected,
        );
      },
    );

    it('cannot be read where there is nothing', async () => {
      await under.engine.ensureNetwork();
      const container = await under.engine.create(spec({ volumes }));
      await expect(under.engine.readPath(container, '/nothing')).rejects.toThrow(EngineRefused);
      await expect(under.engine.writePath(container, '/nothing', packTar(tree))).rejects.toThrow(
        EngineRefused,
      );
    });

    it('pass the error of a broken source on', async () => {
      await under.engine.ensureNetwork();
      const container = await under.engine.create(spec({ volumes }));
      async function* broken(): AsyncGenerator<TarEntry> {
        yield { header: { name: 'a', type: 'file', size: 1 }, content: [Buffer.from('a')] };
        throw new RangeError('the disk broke');
      }
      await expect(under.engine.writePath(container, '/data', packTar(broken()))).rejects.toThrow(
        'the disk broke',
      );
    });
  });

  it('never shows or touches containers of another device', async () => {
    const foreign = await under.addForeign();
    expect(await under.engine.list()).toEqual([]);
    await under.engine.stop(foreign, 1);
    await under.engine.remove(foreign);
    await expect(under.engine.start(foreign)).rejects.toThrow(EngineRefused);
    await expect(under.engine.rename(foreign, 'mine')).rejects.toThrow(EngineRefused);
    await expect(under.engine.unpause(foreign)).rejects.toThrow(EngineRefused);
    await expect(under.engine.readPath(foreign, '/data')).rejects.toThrow(EngineRefused);
    await expect(under.engine.writePath(foreign, '/data', packTar(tree))).rejects.toThrow(
      EngineRefused,
    );
    expect(await under.exists(foreign)).toBe(true);
  });

  it('makes the network once and knows its gateway', async () => {
    const first = await under.engine.ensureNetwork();
    expect(first.gateway).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(await under.engine.ensureNetwork()).toEqual(first);
  });

  it('knows its images by reference and by id', async () => {
    const { engine, image } = under;
    expect(await engine.image(image.reference)).toMatchObject({
      id: image.id,
      bytes: expect.any(Number),
    });
    expect(await engine.image(image.id)).toMatchObject({ id: image.id });
    expect(await engine.image('nanoedge-test/nothing:0')).toBeNull();
  });

  it('knows the layers of its images', async () => {
    expect(await under.engine.layerChains()).toContainEqual(under.layers);
    expect(await under.engine.layerChains()).toContainEqual(under.layers);
  });

  it('refuses what is not an image, in its own words', async () => {
    await expect(
      under.engine.load(
        packTar([
          { header: { name: 'note', type: 'file', size: 2 }, content: [Buffer.from('hi')] },
        ]),
      ),
    ).rejects.toThrow(EngineRefused);
  });

  it('cannot pull what no registry gives, nor when it was given up before', async () => {
    const nowhere = `127.0.0.1:1/nothing@sha256:${'f'.repeat(64)}`;
    await expect(
      under.engine.pull(nowhere, () => undefined, new AbortController().signal),
    ).rejects.toThrow(EngineRefused);
    const stopped = AbortSignal.abort(new RangeError('superseded'));
    await expect(under.engine.pull(nowhere, () => undefined, stopped)).rejects.toThrow(
      'superseded',
    );
  });

  it('says what it is', async () => {
    expect(await under.engine.info()).toEqual({
      version: expect.any(String),
      apiVersion: expect.stringMatching(/^\d+\.\d+$/),
      arch: expect.any(String),
    });
  });

  it('tells when a container starts and ends', async () => {
    const seen: string[] = [];
    const stop = new AbortController();
    under.engine.watch((event: EngineEvent) => {
      if (event.kind === 'container' && event.device === under.device) seen.push(event.action);
      if (event.kind === 'up') seen.push('up');
    }, stop.signal);
    await vi.waitFor(() => expect(seen).toEqual(['up']), waitOptions);
    const container = await startOne();
    await under.engine.remove(container);
    await vi.waitFor(
      () => expect(seen).toEqual(['up', 'create', 'start', 'die', 'destroy']),
      waitOptions,
    );
    stop.abort();
  });
};
