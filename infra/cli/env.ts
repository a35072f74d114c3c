import { resolve } from 'node:path';
import { machineProblems } from '@nanoedge/words';
import { UserError } from './errors.ts';

/** The top of the repository. */
export const root = resolve(import.meta.dirname, '../..');

export interface CliEnv {
  root: string;
  /** Folder of all state, absolute. */
  home: string;
  port: number;
  displayPort: number;
  host: string;
  dockerHost: string | null;
  databaseUrl: string | null;
  ci: boolean;
  /** Where the commands that change something sign in; null: at this installation, as its admin. */
  remote: { url: string | null; email: string; password: string } | null;
  /** What child processes inherit. */
  inherited: NodeJS.ProcessEnv;
}

const port = (name: string, text: string | undefined, fallback: number): number => {
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 65_535)
    throw new UserError(machineProblems.noPort(name, text));
  return value;
};

const remoteOf = (
  url: string | undefined,
  email: string | undefined,
  password: string | undefined,
): CliEnv['remote'] => {
  const given = (text: string | undefined): string | null =>
    text === undefined || text === '' ? null : text;
  const [at, who, secret] = [given(url), given(email), given(password)];
  if (at === null && who === null && secret === null) return null;
  if (who === null || secret === null) throw new UserError(machineProblems.remoteParts);
  if (at !== null && !/^https?:$/.test(URL.parse(at)?.protocol ?? ''))
    throw new UserError(machineProblems.remoteUrl);
  return { url: at === null ? null : new URL(at).origin, email: who, password: secret };
};

/** Reads the CLI's environment. Throws UserError naming the first variable that is wrong. */
export const readEnv = (): CliEnv => {
  const { NANOEDGE_HOME, PORT, NANOEDGE_DISPLAY_PORT, HOST, DOCKER_HOST, DATABASE_URL, CI } =
    process.env;
  const { NANOEDGE_URL, NANOEDGE_EMAIL, NANOEDGE_PASSWORD } = process.env;
  const dashboard = port('PORT', PORT, 3000);
  const display = port(
    'NANOEDGE_DISPLAY_PORT',
    NANOEDGE_DISPLAY_PORT,
    dashboard === 65_535 ? 65_534 : dashboard + 1,
  );
  if (display === dashboard) throw new UserError(machineProblems.samePort);
  return {
    root,
    home: resolve(
      root,
      NANOEDGE_HOME === undefined || NANOEDGE_HOME === '' ? '.nanoedge' : NANOEDGE_HOME,
    ),
    port: dashboard,
    displayPort: display,
    host: HOST ?? '127.0.0.1',
    dockerHost: DOCKER_HOST === undefined || DOCKER_HOST === '' ? null : DOCKER_HOST,
    databaseUrl: DATABASE_URL === undefined || DATABASE_URL === '' ? null : DATABASE_URL,
    ci: CI === 'true' || CI === '1',
    remote: remoteOf(NANOEDGE_URL, NANOEDGE_EMAIL, NANOEDGE_PASSWORD),
    inherited: process.env,
  };
};
