import { readFile, readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { filesOfTar, packLayer, type LayerEntry } from '@nanoedge/archive';
import { cached } from './cache.ts';
import { runCommand } from './command.ts';
import { ensureBaseImage, type StepOptions } from './debian.ts';
import { hasImage, runInImage } from './docker.ts';
import { MissingOutputError } from './errors.ts';
import { hashOf } from './hash.ts';
import { platforms, type Architecture } from './platform.ts';

const recipes = resolve(import.meta.dirname, '../../../infra/images');
const sources = resolve(import.meta.dirname, '../c');
const COMPILER_SOURCE = 'compile.c';
const DOCKERFILE = 'builder.Dockerfile';

async function readFolder(folder: string): Promise<LayerEntry[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async (path) => ({ path, bytes: await readFile(resolve(folder, path)) })),
  );
}

function fingerprint(entries: readonly LayerEntry[]): string {
  return hashOf(...entries.flatMap(({ path, bytes = '' }) => [path, bytes]));
}

/** The C files that the runtime is compiled from, by name. */
export async function runtimeSources(): Promise<Map<string, Buffer>> {
  const files = (await readFolder(sources)).filter(({ path }) => path !== COMPILER_SOURCE);
  return new Map(files.map(({ path, bytes = [] }) => [path, Buffer.from(bytes)]));
}

/** What the builder image is made from, and the image's name that follows from it. */
export interface Toolchain {
  tag: string;
  context: Buffer;
  buildArgs: readonly string[];
  /** Changes when the runtime or anything that compiles it changes. */
  inputs: string;
}

/**
 * Describes the builder of `arch` on an engine of architecture `host`; asks nothing of the engine.
 */
export async function describeToolchain(
  arch: Architecture,
  host: Architecture,
): Promise<Toolchain> {
  const c = await readFolder(sources);
  const context = [
    ...(await readFolder(recipes)),
    ...c.filter(({ path }) => path === COMPILER_SOURCE),
  ];
  const { compiler, packages } = platforms[arch];
  const buildArgs =
    arch === host
      ? []
      : [`CC=${compiler}`, `PACKAGES=${packages.join(' ')}`, `DEBIAN_ARCH=${arch}`].flatMap(
          (argument) => ['--build-arg', argument],
        );
  const recipe = hashOf(fingerprint(context), ...buildArgs);
  return {
    tag: `nanoedge/builder-${arch}:${recipe.slice(0, 12)}`,
    context: packLayer(context),
    buildArgs,
    inputs: hashOf(recipe, fingerprint(c)),
  };
}

/** Builds the builder image unless the engine has it. */
export async function ensureToolchain(
  { tag, context, buildArgs }: Toolchain,
  options: StepOptions,
): Promise<void> {
  if (await hasImage(tag, options.signal)) return;
  await ensureBaseImage(options);
  await runCommand(['docker', 'build', '--file', DOCKERFILE, '--tag', tag, ...buildArgs, '-'], {
    input: context,
    ...options,
  });
}

/** The static executable for the toolchain's architecture. */
export function compileRuntime(toolchain: Toolchain, options: StepOptions): Promise<Buffer> {
  return cached(`runtime/${toolchain.inputs}`, async () => {
    await ensureToolchain(toolchain, options);
    const c = [...(await runtimeSources())].map(([path, bytes]) => ({ path, bytes }));
    const output = await runInImage(toolchain.tag, 'compile-runtime', {
      input: packLayer(c),
      signal: options.signal,
    });
    const nano = (await filesOfTar(output)).get('nano');
    if (nano === undefined) throw new MissingOutputError('nano');
    return nano;
  });
}

/**
 * Bytecode of several modules by name, compiled in one container; `native` is the engine's own
 * toolchain.
 */
export async function compileBytecode(
  modules: ReadonlyMap<string, string>,
  native: Toolchain,
  options: StepOptions,
): Promise<Map<string, Buffer>> {
  let compiled: Promise<Map<string, Buffer>> | undefined;
  const compile = async (): Promise<Map<string, Buffer>> => {
    await ensureToolchain(native, options);
    const entries = [...modules].map(([path, code]) => ({ path, bytes: Buffer.from(code) }));
    return filesOfTar(
      await runInImage(native.tag, 'compile-bytecode', {
        input: packLayer(entries),
        signal: options.signal,
      }),
    );
  };
  const results = [...modules].map(async ([name, code]) => {
    const bytes = await cached(`bytecode/${hashOf(native.tag, name, code)}`, async () => {
      compiled ??= compile();
      const made = (await compiled).get(name);
      if (made === undefined) throw new MissingOutputError(name);
      return made;
    });
    return [name, bytes] as const;
  });
  return new Map(await Promise.all(results));
}
