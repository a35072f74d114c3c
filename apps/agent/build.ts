import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = import.meta.dirname;
const page = join(here, 'src/edge/display/page');

/**
 * Builds the room screen's page, or that which shows one piece of content as it does in a frame of
 * the dashboard, with everything it needs beside it: nothing is fetched from elsewhere.
 */
export const buildDisplay = async (
  outDir: string,
  entry: 'main.tsx' | 'preview.tsx' = 'main.tsx',
): Promise<void> => {
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  await build({
    entryPoints: { page: join(page, entry) },
    outdir: outDir,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'chrome109',
    jsx: 'automatic',
    loader: { '.woff2': 'file' },
    assetNames: 'fonts/[name]-[hash]',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  cpSync(join(page, 'index.html'), join(outDir, 'index.html'));
  const pdfjs = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')));
  cpSync(join(pdfjs, 'build/pdf.worker.min.mjs'), join(outDir, 'pdf.worker.js'));
  for (const folder of ['cmaps', 'standard_fonts', 'wasm'])
    cpSync(join(pdfjs, folder), join(outDir, 'pdf', folder), { recursive: true });
};

/** The addon that opens serial ports, for each kind of machine that agents run on. */
const copyAddons = (outDir: string): void => {
  const own = createRequire(createRequire(import.meta.url).resolve('serialport'));
  const prebuilds = join(
    dirname(own.resolve('@serialport/bindings-cpp/package.json')),
    'prebuilds',
  );
  for (const machine of ['linux-x64', 'linux-arm64', 'linux-arm'])
    cpSync(join(prebuilds, machine), join(outDir, 'prebuilds', machine), { recursive: true });
};

/**
 * Bundles the agent into one file, as CommonJS: importing `node:http` as a module reads all its
 * exports, and with them loads a WebSocket client of 10 MB that nobody uses. What of its libraries
 * it never uses is left out: a Docker build session's gRPC, SSH engines, and the HTTP fallback of
 * the link weigh more than the agent itself.
 */
export const buildAgent = async (outFile: string): Promise<void> => {
  await build({
    entryPoints: [join(here, 'src/main.ts')],
    outfile: outFile,
    bundle: true,
    minify: true,
    keepNames: true,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    define: { 'import.meta.dirname': '__dirname' },
    external: ['cpu-features', 'bufferutil', 'utf-8-validate'],
    loader: { '.node': 'empty' },
    plugins: [
      {
        name: 'leave-out',
        setup: (setup) => {
          setup.onResolve(
            {
              filter:
                /^(@grpc\/.*|protobufjs.*|ssh2|xmlhttprequest-ssl|tar-fs|@balena\/dockerignore)$/,
            },
            ({ path }) => ({
              path,
              namespace: 'left-out',
            }),
          );
          setup.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
            contents: 'module.exports = {};',
            loader: 'js',
          }));
          // The link uses the ws package; to look at the built-in WebSocket is to load it
          setup.onLoad({ filter: /engine\.io-client.*websocket\.js$/ }, ({ path }) => ({
            contents: readFileSync(path, 'utf8').replace(
              /globalThis(Shim)?\.WebSocket \|\| globalThis(Shim)?\.MozWebSocket/,
              'undefined',
            ),
            loader: 'js',
          }));
          // Its addon lies beside the bundle
          setup.onLoad(
            { filter: /@serialport.bindings-cpp.dist.load-bindings\.js$/ },
            ({ path }) => ({
              contents: readFileSync(path, 'utf8').replace("(__dirname, '../')", '(__dirname)'),
              loader: 'js',
            }),
          );
          setup.onResolve({ filter: /^(https|tls)$/ }, ({ path }) => ({
            path,
            namespace: 'when-used',
          }));
          setup.onLoad({ filter: /.*/, namespace: 'when-used' }, ({ path }) => ({
            contents: `module.exports = new Proxy({}, { get: (_, name) => require('node:${path}')[name] });`,
            loader: 'js',
          }));
        },
      },
    ],
    logLevel: 'warning',
  });
  copyAddons(dirname(outFile));
};

if (process.argv[1] === import.meta.filename) {
  const dist = join(here, 'dist');
  await buildDisplay(join(dist, 'display'));
  await buildDisplay(join(dist, 'preview'), 'preview.tsx');
  await buildAgent(join(dist, 'main.cjs'));
}
