import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describeError } from '@nanoedge/base';
import { commandSteps, testLines } from '@nanoedge/words';
import type { CliEnv } from '../env.ts';
import { CommandFailed } from '../errors.ts';
import { run } from '../system/run.ts';
import type { Progress } from '../ui/progress.ts';

interface Check {
  title: string;
  program: string;
  args: readonly string[];
  /** Ends with 2 where it cannot look; other programs mean something else by that. */
  mayNotLook?: boolean;
}

/** What a check that `mayNotLook` ends with then. */
const notLooked = 2;

const bin = (env: CliEnv, name: string): string => join(env.root, 'node_modules/.bin', name);

const packageFolders = (env: CliEnv): string[] => [
  ...['apps', 'packages'].flatMap((group) =>
    readdirSync(join(env.root, group)).map((name) => join(group, name)),
  ),
  'infra',
  'e2e',
];

const checks = (env: CliEnv): Check[] => [
  {
    title: commandSteps.lint,
    program: bin(env, 'oxlint'),
    args: ['--type-aware', '--deny-warnings', '.'],
  },
  { title: commandSteps.format, program: bin(env, 'biome'), args: ['format', '.'] },
  { title: commandSteps.deadCode, program: bin(env, 'knip'), args: ['--no-progress'] },
  {
    title: commandSteps.houseRules,
    program: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', join(env.root, 'infra/checks/main.ts')],
  },
  {
    title: commandSteps.advisories,
    program: process.execPath,
    args: [join(env.root, 'infra/checks/advisories/main.ts')],
    mayNotLook: true,
  },
  ...packageFolders(env).map((folder) => ({
    title: commandSteps.typesOf(folder),
    program: bin(env, 'tsc'),
    args: ['-p', join(env.root, folder)],
  })),
];

/** Returns why a check could not look, null when it found nothing; throws what it found. */
const look = async (
  env: CliEnv,
  check: Check,
  onLine?: (line: string) => void,
): Promise<string | null> => {
  const options = { cwd: env.root, env: env.inherited };
  try {
    await run(check.program, check.args, onLine === undefined ? options : { ...options, onLine });
    return null;
  } catch (error) {
    const isExcused =
      check.mayNotLook === true && error instanceof CommandFailed && error.code === notLooked;
    if (!isExcused) throw error;
    return error.tail;
  }
};

const said = (error: unknown): string =>
  error instanceof CommandFailed ? error.tail : describeError(error);

/** Runs the checks one after the other; returns the titles of those that found something. */
export const runChecks = async (env: CliEnv, progress: Progress): Promise<string[]> => {
  const failures: string[] = [];
  for (const check of checks(env)) {
    try {
      const why = await progress.step(check.title, (note) => look(env, check, note));
      if (why !== null) progress.line(testLines.notChecked(check.title, why));
    } catch (error) {
      failures.push(check.title);
      progress.line(said(error));
    }
  }
  return failures;
};

/**
 * Fuzzes the nano runtime for `seconds`, after the mistakes planted in it; draws nothing meanwhile,
 * as others may. Returns its title where it found something.
 */
export const fuzzBeside = async (
  env: CliEnv,
  progress: Progress,
  seconds: number,
): Promise<string[]> => {
  const check = {
    title: commandSteps.fuzzing(seconds),
    program: process.execPath,
    args: [join(env.root, 'infra/fuzz/main.ts'), '--seconds', String(seconds)],
    mayNotLook: true,
  };
  try {
    const why = await look(env, check);
    progress.line(
      why === null ? testLines.foundNothing(check.title) : testLines.notChecked(check.title, why),
    );
    return [];
  } catch (error) {
    progress.line(`${check.title}: ${said(error)}`);
    return [check.title];
  }
};
