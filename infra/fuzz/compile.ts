import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { LooseParts } from '@nanoedge/nanoruntime';
import { run } from '../cli/system/run.ts';

const harness = resolve(import.meta.dirname, 'c');

const coverage = '-fsanitize=fuzzer-no-link,address';
const common = ['-g', '-O2', '-fno-omit-frame-pointer', '-D_GNU_SOURCE'];
/** QuickJS does by intention what the C standard leaves undefined; our own code does not. */
const strict = [
  '-fsanitize=undefined',
  '-fno-sanitize-recover=all',
  '-Wall',
  '-Wextra',
  '-Werror',
  '-Wno-unused-command-line-argument',
];

const engine = ['quickjs', 'libregexp', 'libunicode', 'cutils', 'dtoa'];
/** The real start: the harness is another one. */
const notOurs = new Set(['main.c']);

const writeAll = async (folder: string, files: ReadonlyMap<string, Buffer>): Promise<void> => {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
};

export interface Workshop {
  /** A folder of its own. */
  folder: string;
  clang: string;
  parts: LooseParts;
  signal?: AbortSignal;
}

/** Lays the libraries out and compiles the engine, once for all fuzzers that are linked with it. */
export const prepareLibraries = async ({ folder, clang, parts }: Workshop): Promise<void> => {
  await writeAll(folder, parts.libraries);
  const version = '-DCONFIG_VERSION="nano"';
  await Promise.all(
    engine.map((unit) =>
      run(clang, [...common, coverage, '-w', version, '-c', `${unit}.c`, '-o', `../${unit}.o`], {
        cwd: join(folder, 'quickjs'),
      }),
    ),
  );
};

/** Compiles `runtime`, the runtime's C files, with the harness; returns the program's path. */
export const compileFuzzer = async (
  { folder, clang }: Workshop,
  name: string,
  runtime: ReadonlyMap<string, Buffer>,
): Promise<string> => {
  const own = join(folder, name);
  await writeAll(own, runtime);
  for (const file of await readdir(harness))
    await writeFile(join(own, file), await readFile(join(harness, file)));
  const includes = ['quickjs', 'bearssl', '.'].flatMap((path) => ['-isystem', join(folder, path)]);
  const sources = [...runtime.keys()].filter((file) => file.endsWith('.c') && !notOurs.has(file));
  const objects = await Promise.all(
    [...sources, 'harness.c'].map(async (file) => {
      const net = file === 'harness.c' ? [] : ['-include', 'net.h'];
      const flags = [...common, coverage, ...strict, ...includes, ...net];
      await run(clang, [...flags, '-c', file, '-o', `${file}.o`], { cwd: own });
      return `${file}.o`;
    }),
  );
  const libraries = [...engine.map((unit) => `${unit}.o`), 'sqlite3.o', 'bearssl/libbearssl.a'];
  const all = [...objects, ...libraries.map((file) => join(folder, file))];
  const link = ['-fsanitize=fuzzer,address,undefined', ...all, '-lm', '-latomic', '-o', 'fuzzer'];
  await run(clang, link, { cwd: own });
  return join(own, 'fuzzer');
};
