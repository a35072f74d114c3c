import { accountLines } from '@nanoedge/words';
import { type Dashboard, openDashboard } from '../api/dashboard.ts';
import type { AccountRow } from '../api/views.ts';
import type { CliEnv } from '../env.ts';
import { UserError } from '../errors.ts';

const listOf = (dashboard: Dashboard): Promise<AccountRow[]> =>
  dashboard.ask((api) => api.accounts.list.query());

/** The account with an e-mail or id. Throws UserError with those that there are. */
export const findAccount = async (dashboard: Dashboard, email: string): Promise<AccountRow> => {
  const accounts = await listOf(dashboard);
  const wanted = email.trim().toLowerCase();
  const found = accounts.find((one) => one.email === wanted || one.id === email);
  if (found === undefined)
    throw new UserError(accountLines.none(email, accounts.map((one) => one.email).join(', ')));
  return found;
};

const stateOf = ({ disabledAt, sessions }: AccountRow): string =>
  disabledAt === null ? accountLines.sessions(sessions) : accountLines.disabled;

const line = (row: AccountRow): string =>
  [row.email.padEnd(32), row.name.padEnd(24), row.role.padEnd(10), stateOf(row)].join('  ');

/** Prints a row as text, or with `json` as it came. */
export const printRow = (row: unknown, text: string, json: boolean | undefined): void => {
  process.stdout.write(`${json === true ? JSON.stringify(row, null, 2) : text}\n`);
};

export const printAccounts = async (env: CliEnv, options: { json?: boolean }): Promise<void> => {
  const accounts = await listOf(openDashboard(env));
  printRow(accounts, accounts.map(line).join('\n'), options.json);
};

/** What is done to an account without anything more to be told. */
export type AccountAct = 'disable' | 'enable' | 'signOut';

export const actOnAccount = async (
  env: CliEnv,
  email: string,
  { act, json }: { act: AccountAct; json?: boolean },
): Promise<void> => {
  const dashboard = openDashboard(env);
  const { id } = await findAccount(dashboard, email);
  const row = await dashboard.ask((api) => api.accounts[act].mutate({ account: id }));
  printRow(row, line(row), json);
};

const roles = ['viewer', 'organiser', 'admin'] as const;

/** Throws UserError with the roles that there are. */
export const roleNamed = (role: string): (typeof roles)[number] => {
  const known = roles.find((one) => one === role);
  if (known === undefined) throw new UserError(accountLines.noRole(role, roles.join(', ')));
  return known;
};

export const setAccountRole = async (
  env: CliEnv,
  email: string,
  { role, json }: { role: string; json?: boolean },
): Promise<void> => {
  const known = roleNamed(role);
  const dashboard = openDashboard(env);
  const { id } = await findAccount(dashboard, email);
  const row = await dashboard.ask((api) =>
    api.accounts.setRole.mutate({ account: id, role: known }),
  );
  printRow(row, line(row), json);
};

/** The new password goes to standard output, and is nowhere else. */
export const resetAccountPassword = async (
  env: CliEnv,
  email: string,
  options: { json?: boolean },
): Promise<void> => {
  const dashboard = openDashboard(env);
  const { id } = await findAccount(dashboard, email);
  const reset = await dashboard.ask((api) => api.accounts.resetPassword.mutate({ account: id }));
  printRow(reset, reset.password, options.json);
};
