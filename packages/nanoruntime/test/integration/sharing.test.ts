import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packLayer } from '@nanoedge/archive';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/command.ts';
import { engineArchitecture } from '../../src/docker.ts';
import { buildImages, type BuiltImage, CommandError } from '../../src/index.ts';
import { compileBytecode, describeToolchain } from '../../src/toolchain.ts';
import { ask, buildFixture, Container, docker, fixture, health, layersOf, prefix } from './lab.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nanoruntime-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function buildTogether(
  version: string,
  sample = fixture('sample'),
): Promise<{ sample: BuiltImage; store: BuiltImage }> {
  const services = [
    { name: 'sample', entry: sample },
    { name: 'store', entry: fixture('store') },
  ];
  const [first, second] = await buildImages({ services, tagPrefix: prefix, version });
  if (first === undefined || second === undefined)
    throw new RangeError('two services make two images');
  return { sample: first, store: second };
}

describe('services that are built together', () => {
  it('have their common code in one layer and answer both', async () => {
    const { sample, store } = await buildTogether('together');
    const [ofSample, ofStore] = [await layersOf(sample.tag), await layersOf(store.tag)];
    expect(ofSample).toHaveLength(3);
    expect(ofStore.slice(0, 2)).toEqual(ofSample.slice(0, 2));
    expect(ofStore[2]).not.toBe(ofSample[2]);
    expect(store.sharedSize).toBe(sample.sharedSize);
    expect(store.layerSize).toBeLessThan(store.sharedSize / 10);
    await using one = await new Container().start(sample.tag);
    await using other = await new Container().start(store.tag, '--volume', '/data');
    expect(await health(one.address)).toMatchObject({ status: 'ok' });
    const inserted = await ask({
      hostname: other.address,
      pathname: '/insert',
      method: 'POST',
      payload: 'a',
    });
    expect(JSON.parse(inserted.text)).toMatchObject({ changes: 1 });
  });

  it('keep the runtime and the common code when a line of one changes', async () => {
    const entry = join(folder, 'entry.ts');
    const program = `import ${JSON.stringify(fixture('sample'))};\n`;
    await writeFile(entry, program);
    const before = await buildTogether('unchanged', entry);
    await writeFile(entry, `${program}globalThis.oneMoreLine = 'here';\n`);
    const after = await buildTogether('changed', entry);
    const [old, renewed] = [await layersOf(before.sample.tag), await layersOf(after.sample.tag)];
    expect(renewed.slice(0, 2)).toEqual(old.slice(0, 2));
    expect(renewed[2]).not.toBe(old[2]);
    expect(await layersOf(after.store.tag)).toEqual(await layersOf(before.store.tag));
  });

  it('have Node’s globals before the first module runs', async () => {
    const entries = ['one', 'two'].map((name) => ({ name, entry: join(folder, `${name}.ts`) }));
    const common = join(folder, 'common.ts');
    await writeFile(
      common,
      `export const before = [typeof Buffer, typeof process, typeof setTimeout, typeof URL].join();\n`,
    );
    for (const { name, entry } of entries) {
      await writeFile(
        entry,
        `import { before } from ${JSON.stringify(common)};\nprocess.stdout.write('${name} ' + before);\n`,
      );
    }
    for (const { service, tag } of await buildImages({
      services: entries,
      tagPrefix: prefix,
      version: 'globals',
    })) {
      expect(await docker('run', '--rm', tag)).toBe(`${service} function,object,function,function`);
    }
  });

  it('share nothing but the runtime when there is only one', async () => {
    const { tag, sharedSize } = await buildFixture('sample');
    expect(await layersOf(tag)).toHaveLength(2);
    expect(sharedSize).toBe(0);
  });
});

async function compile(code: string): Promise<Uint8Array> {
  const host = await engineArchitecture();
  const toolchain = await describeToolchain(host, host);
  return (
    (await compileBytecode(new Map([['service', code]]), toolchain, {})).get('service') ??
    Buffer.alloc(0)
  );
}

/**
 * Runs a service that was put together by hand; answers what it says when it ends with status 1.
 */
async function refusal(service: string, lib: Record<string, string> = {}): Promise<string> {
  const { tag } = await buildFixture('sample');
  const container = await docker('create', tag);
  const chunks = Object.entries(lib).map(([name, text]) => ({
    path: `lib/${name}`,
    bytes: Buffer.from(text),
  }));
  try {
    const input = packLayer([
      { path: 'service.qbc', bytes: await compile(service) },
      { path: 'lib' },
      ...chunks,
    ]);
    await runCommand(['docker', 'cp', '-', `${container}:/`], { input });
    const ended = runCommand(['docker', 'start', '--attach', container]);
    const error = await ended.catch((reason: unknown) => reason);
    if (!(error instanceof CommandError)) throw new TypeError('the service did not fail');
    expect(error.status).toBe(1);
    return error.stderr;
  } finally {
    await docker('rm', '--force', container);
  }
}

describe('the module loader', () => {
  const strangers = [
    '../data/chunk-A.qbc',
    '/data/chunk-A.qbc',
    './chunk-A.js',
    './chunk-.qbc',
    './chunk-A/../B.qbc',
    './lib/chunk-A.qbc',
    'fs',
  ];
  for (const name of strangers) {
    it(`refuses ${name}, which is not the name of a chunk`, async () => {
      expect(await refusal(`import ${JSON.stringify(name)};`)).toMatch(
        /"cannot load service".*there is no module/,
      );
    });
  }

  it('refuses a name that is too long to be a chunk’s', async () => {
    expect(await refusal(`import './chunk-${'A'.repeat(1000)}.qbc';`)).toMatch(
      /there is no module chunk-A/,
    );
  });

  it('names the chunk that is not there', async () => {
    expect(await refusal(`import './chunk-A.qbc';`)).toContain('cannot read /lib/chunk-A.qbc');
  });

  it('refuses a chunk that is source', async () => {
    expect(
      await refusal(`import './chunk-A.qbc';`, { 'chunk-A.qbc': 'export const a = 1;' }),
    ).toContain('cannot load service');
  });
});
