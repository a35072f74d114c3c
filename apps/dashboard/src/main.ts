import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { BadEnvironment, readEnv } from './env.ts';
import { createLog } from './server/log.ts';
import { startDashboard } from './server/start.ts';
import { StartupProblem } from './server/startup-problem.ts';

const help = `nanoedge dashboard: web interface, agents' link and database of a nanoedge installation.

  node src/main.ts [--dev] [--help]

  --dev   compile the pages on demand instead of serving the production build

Environment:
  PORT                     port to listen on (3000; 0: any free one)
  HOST                     address to listen on (0.0.0.0)
  NANOEDGE_HOME            data folder (.nanoedge in the repository)
  DATABASE_URL             a PostgreSQL to use; without it one is started in the data folder
  NANOEDGE_PUBLIC_URL      the address that browsers use, where it is not http://localhost:PORT
  NANOEDGE_LOG_LEVEL       fatal, error, warn, info, debug, trace or silent (info)
  NANOEDGE_INSECURE_REGISTRIES
                           image registries that are asked without TLS: host:port, separated by commas
  NANOEDGE_BOOTSTRAP_FILE  a document of users, site, devices and deployments to begin with
`;

const fail = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

const readOptions = () => {
  try {
    const { values } = parseArgs({
      options: {
        dev: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    return { ...values, env: values.help ? null : readEnv() };
  } catch (error) {
    if (error instanceof BadEnvironment) return fail(error.message);
    return fail(`${error instanceof TypeError ? error.message : 'bad arguments'}\n\n${help}`);
  }
};

const Manifest = z.object({ version: z.string().optional() });

const readVersion = async (): Promise<string> => {
  const manifest = Manifest.parse(
    JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8')),
  );
  return manifest.version ?? '0.0.0';
};

const { env, dev } = readOptions();
if (env === null) {
  process.stdout.write(help);
} else {
  const log = createLog(env.logLevel);
  const version = await readVersion();
  const starting = startDashboard({ env, log, version, dev });
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
