import { builtinModules } from 'node:module';
import { join, relative } from 'node:path';
import type { OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from 'esbuild';

/**
 * Node modules that the runtime has, with or without the `node:` prefix, and where each comes from.
 */
const SHIMS: ReadonlyMap<string, string> = new Map([
  ['buffer', 'buffer/'],
  ['crypto', './shims/crypto.ts'],
  ['dgram', './shims/dgram.ts'],
  ['dns', './shims/dns.ts'],
  ['dns/promises', './shims/dns-promises.ts'],
  ['events', 'events/'],
  ['fs', './shims/fs.ts'],
  ['net', './shims/net.ts'],
  ['os', './shims/os.ts'],
  ['perf_hooks', './shims/perf-hooks.ts'],
  ['process', './shims/process.ts'],
  ['sqlite', './shims/sqlite.ts'],
  ['stream', 'readable-stream'],
  ['timers', './shims/timers.ts'],
  ['timers/promises', './shims/timers-promises.ts'],
  ['url', './shims/url.ts'],
]);

/** Packages replaced because the original holds or drags in more than a service can afford. */
const REPLACED: ReadonlyMap<string, string> = new Map([
  ['abort-controller', './shims/abort.ts'],
  ['debug', './shims/debug.ts'],
  ['lru-cache', './shims/lru-cache.ts'],
  ['process/', './shims/process.ts'],
  // One copy for the service and for node-coap, whatever version each asks for.
  ['readable-stream', 'readable-stream'],
]);

const BUILTIN = new RegExp(
  `^(?:node:.*|${builtinModules.filter((name) => !name.startsWith('_')).join('|')})$`,
);
const REPLACEABLE = new RegExp(`^(?:${[...REPLACED.keys()].join('|')})$`);
/**
 * Marks what this plugin asks esbuild itself, so that the plugin does not answer its own question.
 */
const INNER = Symbol('resolved by the plugin');

/** The names that a service may import besides npm packages, for messages and documents. */
export const supportedModules: readonly string[] = [...SHIMS.keys()].map((name) => `node:${name}`);

/**
 * Through esbuild's own resolver: it notes the package's type, on which the meaning of `default`
 * depends.
 */
function resolveHere(
  build: PluginBuild,
  target: string,
  from: { kind: OnResolveArgs['kind']; dir?: string },
): Promise<OnResolveResult> {
  return build.resolve(target, {
    kind: from.kind,
    resolveDir: from.dir ?? import.meta.dirname,
    pluginData: INNER,
  });
}

const shims = join(import.meta.dirname, 'shims');

function refuse({ path, importer }: OnResolveArgs): OnResolveResult {
  const from = relative(process.cwd(), importer);
  const text = `"${path}", imported by ${from}, is not on the nano runtime; it has ${supportedModules.join(', ')}`;
  return { errors: [{ text }] };
}

/**
 * esbuild plugin: Node's modules become shims, native modules stay imports, all else that is Node's
 * is an error.
 */
export const shimsPlugin: Plugin = {
  name: 'nano-shims',
  setup(build) {
    build.onResolve({ filter: /^nano:/ }, ({ path }) => ({ path, external: true }));
    build.onResolve({ filter: BUILTIN }, (args) => {
      if (args.pluginData === INNER) return undefined;
      const target = SHIMS.get(args.path.replace(/^node:/, ''));
      return target === undefined ? refuse(args) : resolveHere(build, target, { kind: args.kind });
    });
    // A shim that another shim imports by its path is found in the same way as by its name:
    // otherwise it would be a matter of which question is asked first what esbuild knows of it, and
    // equal inputs would not always give equal bytes.
    build.onResolve({ filter: /^\.\.?\// }, ({ path, kind, resolveDir, pluginData }) =>
      resolveDir === shims && pluginData !== INNER
        ? resolveHere(build, path, { kind, dir: resolveDir })
        : undefined,
    );
    build.onResolve({ filter: REPLACEABLE }, (args) => {
      const target = args.pluginData === INNER ? undefined : REPLACED.get(args.path);
      return target === undefined ? undefined : resolveHere(build, target, { kind: args.kind });
    });
  },
};
