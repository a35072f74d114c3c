import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeError } from '@nanoedge/base';
import { agentProgramWords } from '@nanoedge/words';
import { pino } from 'pino';
import { runAgent } from './agent.ts';
import { drill } from './command/drill.ts';
import { simulate } from './command/simulate.ts';
import { agentDataFolder, loadEnv, settings, type AgentEnv } from './env.ts';
import { ConfigInvalid } from './errors.ts';
import { version } from './version.ts';

const help = (): string => {
  const lines = settings.map(([name, meaning]) => `  ${name.padEnd(24)} ${meaning}`);
  return [
    agentProgramWords.what,
    agentProgramWords.simulate,
    agentProgramWords.drill,
    '',
    agentProgramWords.settings,
    ...lines,
    '',
  ].join('\n');
};

const checkedEnv = (): AgentEnv | null => {
  try {
    return loadEnv();
  } catch (error) {
    if (!(error instanceof ConfigInvalid)) throw error;
    process.stderr.write(
      error.problems.map((problem) => agentProgramWords.problem(problem)).join(''),
    );
    return null;
  }
};

/** The page lies beside the bundled agent; from source it is where the build puts it. */
const pageFolder = (): string => {
  const beside = join(import.meta.dirname, 'display');
  return existsSync(join(beside, 'index.html'))
    ? beside
    : join(import.meta.dirname, '../dist/display');
};

/** Ends the process when a clean stop takes longer than it may. */
const stopDeadlineMs = 9_000;

const main = async (): Promise<number> => {
  const [first, ...args] = process.argv.slice(2);
  if (first === 'simulate') return simulate(args, agentDataFolder());
  if (first === 'drill') return drill(args, agentDataFolder());
  if (process.argv.includes('--help')) {
    process.stdout.write(help());
    return 0;
  }
  if (process.argv.includes('--version')) {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  const env = checkedEnv();
  if (env === null) return 1;
  const page = pageFolder();
  if (env.display !== null && !existsSync(join(page, 'index.html'))) {
    process.stderr.write(agentProgramWords.noPage);
    return 1;
  }
  const log = pino({ level: env.logLevel, base: { agent: env.name } });
  const stop = new AbortController();
  const onSignal = (): void => {
    stop.abort();
    setTimeout(() => process.exit(1), stopDeadlineMs).unref();
  };
  process.once('SIGTERM', onSignal);
  process.once('SIGINT', onSignal);
  try {
    await runAgent({ env, log, version, pageFolder: page }, stop.signal);
    return 0;
  } catch (error) {
    log.fatal({ err: error }, describeError(error));
    return 1;
  }
};

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(agentProgramWords.problem(describeError(error)));
    process.exit(1);
  },
);
