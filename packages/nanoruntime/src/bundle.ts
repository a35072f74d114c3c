import { basename, resolve } from 'node:path';
import type { NanoserviceManifest } from '@nanoedge/protocol';
import { build, type BuildFailure, type Message, type Metafile, type Plugin } from 'esbuild';
import { BundleError } from './errors.ts';
import { shimsPlugin } from './shims-plugin.ts';

export interface Service {
  /** The image's name, for example `presence-detection`. */
  name: string;
  /** Path of the main module: TypeScript or JavaScript written for Node. */
  entry: string;
  /** What the image says of itself; left out: nothing. */
  manifest?: NanoserviceManifest;
}

export interface Bundles {
  /**
   * By the service's name one minified ES module, whose only imports are `nano:` modules and
   * chunks.
   */
  services: ReadonlyMap<string, string>;
  /**
   * By `chunk-<hash>.qbc`, as modules import it, the code that two or more services have in common.
   */
  chunks: ReadonlyMap<string, string>;
}

/**
 * The ending that chunks have when they are compiled: what a module imports is then the name of a
 * file.
 */
const ENDING = '.qbc';
const ENTRY = 'nano-entry:';
const globals = resolve(import.meta.dirname, 'shims/globals.ts');

/**
 * Before the service's main module, whose name is the same whatever folder it is in, comes what
 * Node gives everyone.
 */
function entriesPlugin(services: readonly Service[]): Plugin {
  const mains = new Map(services.map(({ name, entry }) => [name, resolve(entry)]));
  return {
    name: 'nano-entries',
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${ENTRY}`) }, ({ path }) => ({
        path: path.slice(ENTRY.length),
        namespace: 'nano-entry',
      }));
      build.onLoad({ filter: /.*/, namespace: 'nano-entry' }, ({ path }) => ({
        contents: `import ${JSON.stringify(globals)};\nimport ${JSON.stringify(mains.get(path))};\n`,
        resolveDir: import.meta.dirname,
        loader: 'ts',
      }));
    },
  };
}

function describe({ location, text }: Message): string {
  return location === null ? text : `${location.file}:${location.line}: ${text}`;
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}

/**
 * esbuild sorts a module's chunks by their contents, not by who comes first in the source. All
 * services use the globals, so their chunk imports no other; imported first, it runs before
 * anything else.
 */
function globalsFirst({ outputs }: Metafile): string {
  const [path] =
    Object.entries(outputs).find(
      ([, { entryPoint, inputs }]) => entryPoint === undefined && 'shims/globals.ts' in inputs,
    ) ?? [];
  return path === undefined ? '' : `import${JSON.stringify(`./${basename(path)}`)};`;
}

/**
 * Bundles Node services with the shims of the nano runtime; what several of them use is in chunks
 * that they import. Rejects with BundleError, which names each import that the runtime does not
 * have and who imports it.
 */
export async function bundle(services: readonly Service[]): Promise<Bundles> {
  const names = services.map(({ name }) => name);
  try {
    const { outputFiles, metafile } = await build({
      // In an order of their own, because the order of modules in a chunk follows from it.
      entryPoints: names.toSorted().map((name) => ({ in: `${ENTRY}${name}`, out: name })),
      splitting: true,
      chunkNames: 'chunk-[hash]',
      outExtension: { '.js': ENDING },
      outdir: 'out',
      // Names in the output follow from relative paths: the same code must give the same bytes from
      // any folder.
      absWorkingDir: import.meta.dirname,
      bundle: true,
      format: 'esm',
      platform: 'browser',
      mainFields: ['module', 'browser', 'main'],
      target: 'es2023',
      minify: true,
      legalComments: 'none',
      treeShaking: true,
      // Given here and not found beside each file: which path reaches a shim first would decide
      // about "use strict".
      tsconfigRaw: {
        compilerOptions: {
          target: 'es2024',
          verbatimModuleSyntax: true,
          useDefineForClassFields: true,
        },
      },
      define: { 'process.env.NODE_ENV': '"production"', 'process.env.READABLE_STREAM': '""' },
      plugins: [entriesPlugin(services), shimsPlugin],
      metafile: true,
      write: false,
      logLevel: 'silent',
    });
    const first = globalsFirst(metafile);
    const files = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
    const codes = names.map((name) => [name, first + (files.get(name + ENDING) ?? '')] as const);
    for (const name of names) files.delete(name + ENDING);
    return {
      services: new Map(codes),
      chunks: new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    };
  } catch (error) {
    if (isBuildFailure(error)) {
      throw new BundleError(
        services.map(({ entry }) => entry),
        error.errors.map(describe),
      );
    }
    throw error;
  }
}
