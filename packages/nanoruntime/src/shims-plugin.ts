import { builtinModules, createRequire } from 'node:module';
import { relative, resolve } from 'node:path';
import type { OnResolveArgs, Plugin } from 'esbuild';

const require = createRequire(import.meta.url);

function shim(name: string): string {
  return resolve(import.meta.dirname, 'shims', `${name}.ts`);
}

/** Node modules that the runtime has, with or without the `node:` prefix, and where each comes from. */
const SHIMS: ReadonlyMap<string, string> = new Map([
  ['buffer', require.resolve('buffer/')],
  ['crypto', shim('crypto')],
  ['dgram', shim('dgram')],
  ['dns', shim('dns')],
  ['dns/promises', shim('dns-promises')],
  ['events', require.resolve('events/')],
  ['fs', shim('fs')],
  ['net', shim('net')],
  ['os', shim('os')],
  ['perf_hooks', shim('perf-hooks')],
  ['process', shim('process')],
  ['sqlite', shim('sqlite')],
  ['stream', require.resolve('readable-stream')],
  ['timers', shim('timers')],
  ['timers/promises', shim('timers-promises')],
  ['url', shim('url')],
]);

/** Packages replaced because the original drags in what a service does not need. */
const REPLACED: ReadonlyMap<string, string> = new Map([
  ['abort-controller', shim('abort')],
  ['debug', shim('debug')],
  ['process/', shim('process')],
]);

const BUILTIN = new RegExp(`^(?:node:.*|${builtinModules.filter((name) => !name.startsWith('_')).join('|')})$`);

/** The names that a service may import besides npm packages, for messages and documents. */
export const supportedModules: readonly string[] = [...SHIMS.keys()].map((name) => `node:${name}`);

function resolveBuiltin({ path, importer }: OnResolveArgs): { path: string } | { errors: { text: string }[] } {
  const found = SHIMS.get(path.replace(/^node:/, ''));
  if (found !== undefined) return { path: found };
  const from = relative(process.cwd(), importer);
  return { errors: [{ text: `"${path}", imported by ${from}, is not on the nano runtime; it has ${supportedModules.join(', ')}` }] };
}

/** esbuild plugin: Node's modules become shims, native modules stay imports, all else that is Node's is an error. */
export const shimsPlugin: Plugin = {
  name: 'nano-shims',
  setup(build) {
    build.onResolve({ filter: /^nano:/ }, ({ path }) => ({ path, external: true }));
    build.onResolve({ filter: BUILTIN }, resolveBuiltin);
    build.onResolve({ filter: /^(?:abort-controller|debug|process\/)$/ }, ({ path }) => {
      const replacement = REPLACED.get(path);
      return replacement === undefined ? undefined : { path: replacement };
    });
    // One copy for the service and for node-coap, whatever version each asks for.
    build.onResolve({ filter: /^readable-stream$/ }, () => ({ path: require.resolve('readable-stream') }));
  },
};
