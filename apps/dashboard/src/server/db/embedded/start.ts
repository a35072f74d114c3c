import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { waitFor } from '@nanoedge/base';
import { postgresProblems } from '@nanoedge/words';
import pg from 'pg';
import type { Logger } from 'pino';
import { readOrMakeSecret, readOrMakeValue } from '../../home/secret.ts';
import { StartupProblem } from '../../startup-problem.ts';
import { type Account, type Launch, launcherFor, postgresAccount } from './account.ts';
import { postgresBinaries } from './binaries.ts';
import { KeptServer } from './kept-server.ts';
import { endLeftover } from './leftover.ts';

const run = promisify(execFile);
const databaseName = 'nanoedge';
const databaseUser = 'nanoedge';
/** Under which the dashboard works; the other one makes the tables and owns them. */
const appUser = 'nanoedge_app';

export interface EmbeddedPostgres {
  ownerUrl: string;
  url: string;
  stop: () => Promise<void>;
}

const freePort = (wanted: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => (wanted === 0 ? reject(error) : resolve(freePort(0))));
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new StartupProblem(postgresProblems.noPort)),
      );
    });
  });

const initialise = async (
  dataFolder: string,
  password: string,
  as: { account: Account; launch: Launch },
): Promise<void> => {
  const { account, launch } = as;
  const passwordFile = path.join(
    path.dirname(dataFolder),
    `.initdb-${randomBytes(6).toString('hex')}`,
  );
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    if (account.uid !== undefined) await chown(passwordFile, account.uid, account.gid);
    const flags = [
      '--auth=scram-sha-256',
      `--username=${databaseUser}`,
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
    ];
    const initdb = launch(postgresBinaries().initdb, [`--pgdata=${dataFolder}`, ...flags]);
    await run(initdb.file, initdb.args, initdb.options);
  } catch (error) {
    await rm(dataFolder, { recursive: true, force: true });
    throw new StartupProblem(postgresProblems.noFolder(dataFolder), { cause: error });
  } finally {
    await rm(passwordFile, { force: true });
  }
};

const makeDatabase = async (server: string, appPassword: string): Promise<void> => {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    const role = await client.query('select 1 from pg_roles where rolname = $1', [appUser]);
    const act = role.rowCount === 0 ? 'create' : 'alter';
    await client.query(
      `${act} role ${appUser} login nosuperuser password ${pg.escapeLiteral(appPassword)}`,
    );
    const found = await client.query('select 1 from pg_database where datname = $1', [
      databaseName,
    ]);
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
};

/**
 * Starts the PostgreSQL that npm ships, in `<home>/postgres`, on a localhost port that is kept from
 * start to start, and starts it again when it ends. Its password is made once. `stop` ends it
 * cleanly. Throws StartupProblem.
 */
export const startEmbeddedPostgres = async (
  home: string,
  log: Logger,
): Promise<EmbeddedPostgres> => {
  const dataFolder = path.join(home, 'postgres');
  const { postgres, root } = postgresBinaries();
  const account = await postgresAccount();
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  if (account.uid !== undefined) await chown(dataFolder, account.uid, account.gid);
  const launch = await launcherFor(account, [home, root]);
  const password = await readOrMakeSecret(home, 'postgres');
  const appPassword = await readOrMakeSecret(home, 'postgres-app');
  await endLeftover(dataFolder);
  const isNew = await access(path.join(dataFolder, 'PG_VERSION')).then(
    () => false,
    () => true,
  );
  if (isNew) await initialise(dataFolder, password, { account, launch });
  const port = await readOrMakeValue(path.join(home, 'postgres.port'), (old) =>
    freePort(Number(old ?? 0)).then(String),
  );

  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=60',
    'shared_buffers=32MB',
    'log_min_messages=warning',
  ];
  const command = launch(postgres, [
    '-D',
    dataFolder,
    '-p',
    port,
    ...settings.flatMap((setting) => ['-c', setting]),
  ]);
  const server = new KeptServer({ command, dataFolder, log });
  const urlOf = (who: string, database: string): string =>
    `postgres://${who}@127.0.0.1:${port}/${database}`;
  const owner = `${databaseUser}:${password}`;
  try {
    await waitUntilReady(urlOf(owner, 'postgres'), server.ended);
    await makeDatabase(urlOf(owner, 'postgres'), appPassword);
  } catch (error) {
    await server.stop();
    throw new StartupProblem(postgresProblems.notStarted(server.said.trim().split('\n').at(-1)), {
      cause: error,
    });
  }
  server.keep();
  return {
    ownerUrl: urlOf(owner, databaseName),
    url: urlOf(`${appUser}:${appPassword}`, databaseName),
    stop: () => server.stop(),
  };
};

const connects = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  await client.end();
};

const waitUntilReady = async (url: string, ended: Promise<void>): Promise<void> => {
  const over = new AbortController();
  void ended.then(() => over.abort(new StartupProblem(postgresProblems.ended)));
  let last: unknown;
  const connected = async (): Promise<true | null> => {
    try {
      await connects(url);
      return true;
    } catch (error) {
      last = error;
      return null;
    }
  };
  await waitFor(connected, {
    timeoutMs: 30_000,
    everyMs: 50,
    onTimeout: () => new StartupProblem(postgresProblems.silent, { cause: last }),
    signal: over.signal,
  });
};
