import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { dashboardProgramWords } from '@nanoedge/words';
import * as z from 'zod';
import { BadEnvironment, readEnv } from './env.ts';
import { createLog } from './server/log.ts';
import { startDashboard } from './server/start.ts';
import { StartupProblem } from './server/startup-problem.ts';

const fail = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

const readOptions = () => {
  try {
    const { values } = parseArgs({
      options: {
        dev: { type: 'boolean', default: false },
        'no-pages': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    return { ...values, env: values.help ? null : readEnv() };
  } catch (error) {
    if (error instanceof BadEnvironment) return fail(error.message);
    return fail(
      `${error instanceof TypeError ? error.message : dashboardProgramWords.badArguments}\n\n${dashboardProgramWords.help}`,
    );
  }
};

const Manifest = z.object({ version: z.string().optional() });

const readVersion = async (): Promise<string> => {
  const manifest = Manifest.parse(
    JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8')),
  );
  return manifest.version ?? '0.0.0';
};

const { env, dev, 'no-pages': noPages } = readOptions();
if (env === null) {
  process.stdout.write(dashboardProgramWords.help);
} else {
  const log = createLog(env.logLevel);
  const version = await readVersion();
  const starting = startDashboard({ env, log, version, dev, pages: !noPages });
  // Also while it starts: it is stopped as soon as it stands, so that no database is left behind.
  const stop = (signal: string): void => {
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), 9_500).unref();
    starting
      .then((dashboard) => dashboard.stop())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop(signal));
  const dashboard = await starting.catch((error: unknown) => {
    if (error instanceof StartupProblem) {
      log.debug({ err: error }, 'could not start');
      return fail(error.message);
    }
    log.fatal({ err: error }, 'could not start');
    return process.exit(1);
  });
  log.info(
    {
      url: env.publicUrl ?? `http://localhost:${String(dashboard.port)}`,
      port: dashboard.port,
      version,
    },
    'ready',
  );
}
