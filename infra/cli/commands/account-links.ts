import { accountLines, sortableTime } from '@nanoedge/words';
import { ownZone } from '@nanoedge/base';
import { openDashboard } from '../api/dashboard.ts';
import type { AccountLinkRow } from '../api/views.ts';
import type { CliEnv } from '../env.ts';
import { UserError } from '../errors.ts';
import { findAccount, printRow, roleNamed } from './accounts.ts';

const until = (row: AccountLinkRow): string => sortableTime(row.until, { zone: ownZone() });

const line = (row: AccountLinkRow): string => {
  const { email, name, kind, role, by } = row;
  const what = kind === 'invitation' ? role : accountLines.reset;
  return [email.padEnd(32), name.padEnd(24), what.padEnd(16), accountLines.by(by, until(row))].join(
    '  ',
  );
};

/** The link alone goes to standard output, until when it is valid to the other. */
export const printMade = (
  made: { link: AccountLinkRow; url: string },
  json: boolean | undefined,
): void => {
  printRow(made, made.url, json);
  process.stderr.write(`${accountLines.validUntil(made.link.name, until(made.link))}\n`);
};

export const inviteByLink = async (
  env: CliEnv,
  email: string,
  { name, role, json }: { name: string; role: string; json?: boolean },
): Promise<void> => {
  const wanted = { email, name, role: roleNamed(role), person: null };
  const made = await openDashboard(env).ask((api) => api.accounts.invite.mutate(wanted));
  printMade(made, json);
};

export const resetAccountByLink = async (
  env: CliEnv,
  email: string,
  { json }: { json?: boolean },
): Promise<void> => {
  const dashboard = openDashboard(env);
  const { id } = await findAccount(dashboard, email);
  printMade(await dashboard.ask((api) => api.accounts.resetByLink.mutate({ account: id })), json);
};

export const printLinks = async (env: CliEnv, { json }: { json?: boolean }): Promise<void> => {
  const links = await openDashboard(env).ask((api) => api.accounts.links.query());
  printRow(links, links.length === 0 ? accountLines.noLinks : links.map(line).join('\n'), json);
};

export const withdrawLink = async (
  env: CliEnv,
  email: string,
  { json }: { json?: boolean },
): Promise<void> => {
  const dashboard = openDashboard(env);
  const links = await dashboard.ask((api) => api.accounts.links.query());
  const wanted = email.trim().toLowerCase();
  const found = links.find((one) => one.email === wanted || one.id === email);
  if (found === undefined)
    throw new UserError(accountLines.noLink(email, links.map((one) => one.email).join(', ')));
  const gone = await dashboard.ask((api) => api.accounts.withdraw.mutate({ link: found.id }));
  printRow(gone, accountLines.withdrawn(gone.name), json);
};
