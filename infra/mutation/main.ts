import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cores, leastScore, type Core } from './cores.ts';
import { readEnds, readScore, type Ends, type Score } from './score.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, '.reports/mutation');

const usage = `Mutates the pure cores and counts the mutants that their tests notice.

  pnpm mutation [NAME …]   ${cores.map(({ name }) => name).join(', ')}; all without a name

Ends with 1 when a core is under ${leastScore} %. How far it is and what survived is in
.reports/mutation/NAME.txt.
`;

/** Stryker's settings for one core, with a vitest project of just its tests. */
const writeConfig = ({ name, sources, tests }: Core): string => {
  const vitest = join(folder, `${name}.vitest.config.mjs`);
  const include = JSON.stringify(tests);
  writeFileSync(vitest, `export default { test: { include: ${include}, testTimeout: 20000 } };\n`);
  const config = join(folder, `${name}.stryker.config.json`);
  const settings = {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: vitest, related: false },
    mutate: sources,
    reporters: ['clear-text', 'json', 'progress-append-only'],
    jsonReporter: { fileName: join(folder, `${name}.json`) },
    clearTextReporter: { allowColor: false, logTests: false },
    coverageAnalysis: 'perTest',
    // One at a time and with patience, so that a busy machine is not taken for an endless loop.
    concurrency: 1,
    timeoutMS: 60_000,
    timeoutFactor: 5,
    tempDirName: join(folder, 'sandbox'),
    ignorePatterns: ['.reports', '.nanoedge', '.next', '**/dist', 'e2e', 'docs'],
  };
  writeFileSync(config, JSON.stringify(settings, null, 2));
  return config;
};

const measure = (core: Core): Score & Ends => {
  const config = writeConfig(core);
  const stryker = join(root, 'node_modules/.bin/stryker');
  const told = join(folder, `${core.name}.txt`);
  const out = openSync(told, 'w');
  const { status } = spawnSync(stryker, ['run', config], {
    cwd: root,
    stdio: ['ignore', out, out],
  });
  closeSync(out);
  if (status !== 0) process.stderr.write(`${readFileSync(told, 'utf8').slice(-2_000)}\n`);
  const report = readFileSync(join(folder, `${core.name}.json`), 'utf8');
  return { ...readScore(report), ...readEnds(report) };
};

const line = (name: string, { mutants, killed, percent, ...ends }: Score & Ends): string =>
  `${name.padEnd(18)} ${String(killed).padStart(5)} of ${String(mutants).padStart(5)} noticed  ${percent.toFixed(1).padStart(5)} %` +
  `  (${ends.failed} killed, ${ends.timedOut} timed out, ${ends.survived} survived, ${ends.unreached} unreached)\n`;

const { values, positionals } = parseArgs({
  options: { help: { type: 'boolean', short: 'h' } },
  allowPositionals: true,
});
const unknown = positionals.find((name) => !cores.some((core) => core.name === name));
if (values.help === true || unknown !== undefined) {
  process.stdout.write(
    unknown === undefined ? usage : `There is no core "${unknown}".\n\n${usage}`,
  );
  process.exitCode = unknown === undefined ? 0 : 2;
} else {
  mkdirSync(folder, { recursive: true });
  for (const core of cores) {
    if (positionals.length > 0 && !positionals.includes(core.name)) continue;
    const score = measure(core);
    process.stdout.write(line(core.name, score));
    if (score.percent < leastScore) process.exitCode = 1;
  }
}
