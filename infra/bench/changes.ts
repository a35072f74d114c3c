import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { quantile, sleep, systemClock } from '@nanoedge/base';
import { buildImages } from '@nanoedge/nanoruntime';
import type { AppRouter } from '@nanoedge/dashboard/router';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { fileBody, openDashboard, siteOf } from '../cli/api/dashboard.ts';
import { readEnv } from '../cli/env.ts';
import { openHome } from '../cli/home.ts';
import { productServices } from '../cli/system/services.ts';

/**
 * What changes cost, on a lab of its own: click → first CoAP answer on an engine without the image,
 * in turns with the same over a synthetic image of 92 MB; the bytes of a redeploy after a change of
 * one line; snapshot and restore. Usage: node infra/bench/changes.ts [rounds]
 */
const root = resolve(import.meta.dirname, '../..');
const rounds = Number(process.argv[2] ?? 10);
const folder = mkdtempSync(join(tmpdir(), 'nanoedge-bench-'));
const home = join(root, '.reports/bench-home');
const settings = {
  ...readEnv().inherited,
  NANOEDGE_HOME: home,
  PORT: '3440',
  NANOEDGE_DISPLAY_PORT: '3441',
};
const env = { ...readEnv(), home, port: 3440, displayPort: 3441, remote: null };
const service = 'authentication-engine';
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
};
const syntheticBytes = 92_000_000;

const nanoedge = (...args: string[]): void => {
  const { status } = spawnSync(join(root, 'nanoedge'), args, {
    env: settings,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0)
    throw new Error(`nanoedge ${args.join(' ')} ended with ${status ?? 'a signal'}`);
};

/** The static C program that answers CoAP, beside bytes that do not compress. */
const buildSynthetic = (): string => {
  const files = join(folder, 'synthetic');
  mkdirSync(files);
  execFileSync('gcc', [
    '-Os',
    '-static',
    '-s',
    '-o',
    join(files, 'responder'),
    join(import.meta.dirname, 'responder.c'),
  ]);
  writeFileSync(join(files, 'filler'), randomBytes(syntheticBytes - 700_000));
  const tar = join(folder, 'synthetic.tar');
  execFileSync('tar', ['-C', files, '-cf', tar, '.']);
  execFileSync('docker', [
    'import',
    '--change',
    'ENTRYPOINT ["/responder"]',
    tar,
    'nanoedge-bench/synthetic:1',
  ]);
  return 'nanoedge-bench/synthetic:1';
};

const layersOf = (image: string): string[] =>
  JSON.parse(
    execFileSync('docker', ['image', 'inspect', '--format', '{{json .RootFS.Layers}}', image], {
      encoding: 'utf8',
    }),
  ) as string[];

/**
 * The service with one more line in its program, built with the other five as every redeploy is:
 * they share a layer.
 */
const buildChanged = async (unchanged: string): Promise<string> => {
  const entry = join(folder, 'changed.ts');
  const main = (name: string): string => join(root, 'apps/nanoservices/src', name, 'main.ts');
  const program = readFileSync(main(service), 'utf8').replaceAll(
    /from '(\.[^']*)'/g,
    (_, path: string) => {
      const absolute = resolve(dirname(main(service)), path);
      return `from ${JSON.stringify(absolute)}`;
    },
  );
  writeFileSync(entry, `${program}globalThis.nanoedgeChangedLine = 'one line';\n`);
  const services = (await productServices(root)).map((one) =>
    one.name === service ? { ...one, entry } : one,
  );
  const images = await buildImages({ services, tagPrefix: 'nanoedge-bench', version: 'changed' });
  const tag = images.find((image) => image.service === service)?.tag ?? '';
  const [before, after] = [layersOf(unchanged), layersOf(tag)];
  const same =
    before.slice(0, -1).join() === after.slice(0, -1).join() && before.at(-1) !== after.at(-1);
  if (!same || after.length !== 3)
    throw new Error(
      `one line changed more than the service's own layer: ${before.join()} → ${after.join()}`,
    );
  return tag;
};

type Run = inferRouterOutputs<AppRouter>['runs']['get'];
type Spec = inferRouterInputs<AppRouter>['nanoservices']['create']['spec'];

const release = async (options: {
  nanoservice: string;
  version: string;
  image: string;
  spec?: Spec;
}): Promise<string> => {
  const { nanoservice, version, image, spec } = options;
  const archive = join(folder, 'upload.tar');
  execFileSync('docker', ['save', '--output', archive, image]);
  const body = await fileBody(archive, 'application/x-tar');
  const { upload } = await dashboard.uploadImage(body);
  const made = await dashboard.ask((api) =>
    api.nanoservices.create.mutate({ nanoservice, version, source: { upload }, spec }),
  );
  return made.id;
};

const ended = async (run: Run): Promise<Run> => {
  let now = run;
  while (now.finishedAt === null) {
    await sleep(systemClock, 100);
    now = await dashboard.ask((api) => api.runs.get.query({ run: run.id }));
  }
  if (now.state !== 'done')
    throw new Error(`${now.kind} ${now.name}: ${now.state}: ${now.reason ?? ''}`);
  return now;
};

const add = async (release: string, name: string): Promise<Run> => {
  const input = { site, release, placement: { devices: [device] }, name };
  const [run] = await dashboard.ask((api) => api.deployments.add.mutate(input));
  if (run === undefined) throw new Error('nothing was added');
  return ended(run);
};

const remove = async (deployment: string, withoutSnapshot: boolean): Promise<Run> =>
  ended(
    await dashboard.ask((api) => api.deployments.remove.mutate({ deployment, withoutSnapshot })),
  );

const deploymentOf = (run: Run): string => run.deployment;
const bytesSent = (run: Run): number =>
  run.steps.find(({ step }) => step === 'sending')?.totalBytes ?? 0;
const took = (run: Run, ...names: string[]): number =>
  run.steps
    .filter(({ step }) => names.includes(step))
    .reduce((sum, { startedAt, endedAt }) => sum + (endedAt ?? startedAt) - startedAt, 0);

const spread = (values: readonly number[]): string =>
  `n=${values.length} p50 ${quantile(values, 0.5).toFixed(0)} ms p95 ${quantile(values, 0.95).toFixed(0)} ms`;

nanoedge('down', '--purge');
nanoedge('up', '--lab', '--detach');
const dashboard = openDashboard(env, openHome(home));
const site = await siteOf(dashboard);
const matrix = await dashboard.ask((api) => api.nanoservices.matrix.query({ site }));
const device = matrix.devices.find(({ id }) => id.startsWith('corridor'))?.id ?? '';
const dockerHost = `unix:///run/nanoedge-${device.replace('corridor-', '')}/corridor/docker.sock`;
const docker = (...args: string[]): string =>
  execFileSync('docker', ['--host', dockerHost, ...args], { encoding: 'utf8' });

/** Leaves the engine without any image, as a device that has never seen one. */
const forgetImages = (): void => {
  const ids = docker('images', '--quiet', '--no-trunc').split('\n').filter(Boolean);
  if (ids.length > 0) docker('rmi', '--force', ...new Set(ids));
};

try {
  const first = matrix.nanoservices.find(({ name }) => name === service)?.releases[0]?.id ?? '';
  const modest = {
    configSchema: null,
    defaultConfig: {},
    needs: [],
    volumes: [],
    limits: { memoryBytes: 16_777_216, pids: 16 },
    published: true,
  };
  const synthetic = await release({
    nanoservice: 'synthetic',
    version: '1',
    image: buildSynthetic(),
    spec: modest,
  });
  const changed = await release({
    nanoservice: service,
    version: 'changed',
    image: await buildChanged(`nanoedge/${service}:${version}`),
  });
  for (const row of matrix.deployments.filter((deployment) => deployment.device === device))
    await remove(row.id, true);

  const samples = { ours: [] as Run[], synthetic: [] as Run[] };
  for (let round = 0; round < rounds; round += 1) {
    for (const [kind, id] of [
      ['ours', first],
      ['synthetic', synthetic],
    ] as const) {
      forgetImages();
      const run = await add(id, `bench-${kind}`);
      samples[kind].push(run);
      await remove(deploymentOf(run), true);
    }
  }
  const deployment = (runs: readonly Run[]): number[] =>
    runs.map(({ deploymentMs }) => deploymentMs ?? Number.NaN);
  const [ours, large] = [deployment(samples.ours), deployment(samples.synthetic)];
  console.log(`deployment, image absent: ${spread(ours)}`);
  console.log(
    `the same, 92 MB:          ${spread(large)}  ratio of p50 ${(quantile(ours, 0.5) / quantile(large, 0.5)).toFixed(3)}`,
  );
  console.log(
    `initiation:               ${spread(samples.ours.map(({ initiationMs }) => initiationMs ?? Number.NaN))}`,
  );

  forgetImages();
  const whole = await add(first, 'bench');
  const id = deploymentOf(whole);
  const thin = await ended(
    await dashboard.ask((api) =>
      api.deployments.change.mutate({ deployment: id, release: changed }),
    ),
  );
  console.log(
    `first deploy ${bytesSent(whole)} bytes, redeploy after one line ${bytesSent(thin)} bytes, ratio ${(bytesSent(thin) / bytesSent(whole)).toFixed(3)}`,
  );

  const snapshots: number[] = [];
  const restores: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const removal = await remove(id, false);
    snapshots.push(took(removal, 'snapshotting', 'storing'));
    restores.push(
      took(
        await ended(await dashboard.ask((api) => api.deployments.undo.mutate({ run: removal.id }))),
        'restoring',
      ),
    );
  }
  console.log(`snapshot, at both ends:   ${spread(snapshots)}`);
  console.log(`restore:                  ${spread(restores)}`);
} finally {
  // Before `down`, which stops the engine that `up` started; nothing to do when there is no engine
  const left = spawnSync('docker', ['images', '--quiet', 'nanoedge-bench/*'], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter(Boolean);
  if (left.length > 0) execFileSync('docker', ['rmi', '--force', ...new Set(left)]);
  nanoedge('down', '--purge');
  rmSync(folder, { recursive: true, force: true });
}
