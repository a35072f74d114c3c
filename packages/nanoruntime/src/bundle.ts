import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build, type BuildFailure, type Message } from 'esbuild';
import { BundleError } from './errors.ts';
import { shimsPlugin } from './shims-plugin.ts';

export interface BundleOptions {
  /** The service's main module: TypeScript or JavaScript written for Node. */
  entry: string;
  /** Where the bundle goes; left out, it is only returned. */
  outfile?: string;
}

export interface Bundle {
  /** One minified ES module whose only imports are `nano:` modules. */
  code: string;
  bytes: number;
}

function describe({ location, text }: Message): string {
  return location === null ? text : `${location.file}:${location.line}: ${text}`;
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}

/**
 * Bundles a Node service with the shims of the nano runtime.
 * Rejects with BundleError, which names each import that the runtime does not have and who imports it.
 */
export async function bundle({ entry, outfile }: BundleOptions): Promise<Bundle> {
  const globals = resolve(import.meta.dirname, 'shims/globals.ts');
  try {
    const result = await build({
      stdin: {
        contents: `import ${JSON.stringify(globals)};\nimport ${JSON.stringify(resolve(entry))};\n`,
        resolveDir: import.meta.dirname,
        sourcefile: 'nano-entry.ts',
        loader: 'ts',
      },
      // Names in the output follow from relative paths: the same code must give the same bytes from any folder.
      absWorkingDir: import.meta.dirname,
      bundle: true,
      format: 'esm',
      platform: 'browser',
      mainFields: ['module', 'browser', 'main'],
      target: 'es2023',
      minify: true,
      legalComments: 'none',
      treeShaking: true,
      // Given here and not found beside each file: which path reaches a shim first would decide about "use strict".
      tsconfigRaw: { compilerOptions: { target: 'es2024', verbatimModuleSyntax: true, useDefineForClassFields: true } },
      define: { 'process.env.NODE_ENV': '"production"', 'process.env.READABLE_STREAM': '""' },
      plugins: [shimsPlugin],
      write: false,
      logLevel: 'silent',
    });
    const code = result.outputFiles[0]?.text ?? '';
    if (outfile !== undefined) await writeFile(outfile, code);
    return { code, bytes: Buffer.byteLength(code) };
  } catch (error) {
    if (isBuildFailure(error)) throw new BundleError(entry, error.errors.map(describe));
    throw error;
  }
}
