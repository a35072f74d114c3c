import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeError } from '@nanoedge/base';
import { checkoutProblems, commandSteps, testLines } from '@nanoedge/words';
import type { CliEnv } from '../env.ts';
import { CommandFailed, UserError } from '../errors.ts';
import { openHome } from '../home.ts';
import { ensureNewerDebian } from '../lab/newer-engine.ts';
import { requireTools, tools } from '../system/apt.ts';
import { requireEngine } from '../system/docker.ts';
import { endLeftBehind } from '../system/left-behind.ts';
import { buildReleases } from '../system/releases.ts';
import { type Counts, playwrightCounts, sum, vitestCounts } from '../system/reports.ts';
import { run, type RunOptions } from '../system/run.ts';
import type { Progress } from '../ui/progress.ts';
import { stopTracked, trackedProcesses } from '../system/process.ts';
import { fuzzBeside, runChecks } from './checks.ts';

const parts = ['checks', 'unit', 'integration', 'e2e'] as const;
type Part = (typeof parts)[number];

const chosen = (only: readonly string[] | undefined): ReadonlySet<Part> => {
  if (only === undefined) return new Set(parts);
  const unknown = only.find((name) => !parts.some((part) => part === name));
  if (unknown !== undefined) throw new UserError(checkoutProblems.part(parts, unknown));
  return new Set(parts.filter((part) => only.includes(part)));
};

const bin = (env: CliEnv, name: string): string => join(env.root, 'node_modules/.bin', name);

/**
 * Runs a runner whose failures are in its report; a runner that dies without one is an error of its
 * own.
 */
const runRunner = async (
  program: string,
  args: readonly string[],
  options: RunOptions,
): Promise<void> => {
  try {
    await run(program, args, options);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
  }
};

const runVitest = async (env: CliEnv, project: Part): Promise<Counts> => {
  const report = join(env.root, `.reports/${project}.json`);
  rmSync(report, { force: true });
  const args = [
    'run',
    '--project',
    project,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile=${report}`,
  ];
  await runRunner(bin(env, 'vitest'), args, {
    cwd: env.root,
    env: env.inherited,
    inherit: true,
  });
  return vitestCounts(report);
};

const runPlaywright = async (env: CliEnv): Promise<Counts> => {
  const report = join(env.root, '.reports/e2e.json');
  rmSync(report, { force: true });
  await runRunner(join(env.root, 'e2e/node_modules/.bin/playwright'), ['test'], {
    cwd: join(env.root, 'e2e'),
    env: { ...env.inherited, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    inherit: true,
  });
  return playwrightCounts(report);
};

const prepare = async (
  env: CliEnv,
  progress: Progress,
  wanted: ReadonlySet<Part>,
): Promise<CliEnv> => {
  if (!wanted.has('integration') && !wanted.has('e2e')) return env;
  const home = openHome(join(env.root, '.reports/engine'));
  const needed = [
    ...(wanted.has('e2e') ? [tools.chromium, tools.tcpdump] : []),
    ...(wanted.has('integration')
      ? [
          tools.coapClient,
          tools.compiler,
          tools.nft,
          tools.registry,
          tools.qemuArm64,
          tools.mosquitto,
          tools.bus,
          tools.bluezMock,
          tools.socat,
        ]
      : []),
  ];
  await progress.step(commandSteps.testTools, (note) => requireTools(needed, note));
  // Once, before several labs want it at a time
  await progress.step(commandSteps.newerDebian, (note) => ensureNewerDebian('trixie', note));
  const engine = await progress.step(commandSteps.engine, (note) =>
    requireEngine(home, env.dockerHost, note),
  );
  const ready = { ...env, inherited: { ...env.inherited, DOCKER_HOST: engine.host } };
  await progress.step(commandSteps.images, (note) => buildReleases(ready, note));
  return ready;
};

/** The runners with all their temporary files in one folder, which goes with them. */
const inScratchFolder = async (
  env: CliEnv,
  progress: Progress,
  work: (env: CliEnv) => Promise<Counts[]>,
): Promise<Counts[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'ne-'));
  // PostgreSQL runs under an account of its own, which must be able to enter.
  chmodSync(folder, 0o711);
  try {
    return await work({ ...env, inherited: { ...env.inherited, TMPDIR: folder } });
  } finally {
    for (const { program, pid } of endLeftBehind(folder))
      progress.line(testLines.leftBehind(program, pid));
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      progress.line(describeError(error));
    }
  }
};

/** Seconds of fuzzing: in every run, and in one that may take long. */
const fuzzSeconds = { short: 30, full: 600 } as const;

const failing = (failures: string[]): Counts => ({
  passed: 0,
  failed: failures.length,
  skipped: 0,
  failures,
});

interface Wish {
  wanted: ReadonlySet<Part>;
  isSoak: boolean;
}

const runTests = async (
  env: CliEnv,
  progress: Progress,
  { wanted, isSoak }: Wish,
): Promise<Counts[]> => {
  const counts: Counts[] = [];
  // The fuzzer takes one processor; of all tests, only those that wait by the clock would notice
  const [found, unit] = await Promise.all([
    wanted.has('integration')
      ? fuzzBeside(env, progress, isSoak ? fuzzSeconds.full : fuzzSeconds.short)
      : [],
    wanted.has('unit') ? runVitest(env, 'unit') : null,
  ]);
  counts.push(failing(found));
  if (unit !== null) counts.push(unit);
  // One after the other: each uses both processors of a small machine, and waits by the clock
  if (wanted.has('integration')) counts.push(await runVitest(env, 'integration'));
  if (wanted.has('e2e')) counts.push(await runPlaywright(env));
  return counts;
};

/** What tests that repeat or watch for long read: with it they do so in full. */
const soaking = (env: CliEnv): CliEnv => ({
  ...env,
  inherited: { ...env.inherited, NANOEDGE_SOAK: '1' },
});

/**
 * Runs what was asked for, prints what failed and `N passed, N failed` from the runners' reports, and
 * returns the exit code. A failed check counts as one failure; a skipped test fails the run in CI.
 */
export const test = async (
  env: CliEnv,
  progress: Progress,
  options: { only?: string[]; soak?: boolean },
): Promise<number> => {
  const wanted = chosen(options.only);
  mkdirSync(join(env.root, '.reports'), { recursive: true });
  const failedChecks = wanted.has('checks') ? await runChecks(env, progress) : [];
  const prepared = await prepare(env, progress, wanted);
  const isSoak = options.soak === true;
  const ready = isSoak ? soaking(prepared) : prepared;
  const counts = await inScratchFolder(ready, progress, (scratch) =>
    runTests(scratch, progress, { wanted, isSoak }),
  );
  const home = openHome(join(env.root, '.reports/engine'));
  await Promise.all(trackedProcesses(home).map((tracked) => stopTracked(home, tracked)));
  const total = sum([failing(failedChecks), ...counts]);
  if (total.skipped > 0) progress.line(testLines.skipped(total.skipped));
  for (const failure of total.failures) progress.line(testLines.failed(failure));
  process.stdout.write(`${testLines.counts(total.passed, total.failed)}\n`);
  return total.failed > 0 ||
    (env.ci && total.skipped > 0) ||
    (total.passed === 0 && wanted.size > (wanted.has('checks') ? 1 : 0))
    ? 1
    : 0;
};
