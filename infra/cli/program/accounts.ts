import { accountsHelp, programHelp } from '@nanoedge/words';
import type { Command } from 'commander';
import {
  actOnAccount,
  printAccounts,
  resetAccountPassword,
  setAccountRole,
} from '../commands/accounts.ts';
import {
  inviteByLink,
  printLinks,
  resetAccountByLink,
  withdrawLink,
} from '../commands/account-links.ts';
import { recoverAccess } from '../commands/recover-account.ts';
import { readEnv } from '../env.ts';

interface Options {
  json?: boolean;
}

/** The commands of links by which somebody comes in. */
const registerLinks = (accounts: Command): void => {
  accounts
    .command('invite')
    .argument('<email>')
    .description(accountsHelp.invite)
    .requiredOption('--name <name>', accountsHelp.name)
    .option('--role <role>', accountsHelp.inviteRole, 'organiser')
    .option('--json', programHelp.json)
    .action((email: string, options: Options & { name: string; role: string }) =>
      inviteByLink(readEnv(), email, options),
    );
  accounts
    .command('invitations')
    .description(accountsHelp.invitations)
    .option('--json', programHelp.json)
    .action((options: Options) => printLinks(readEnv(), options));
  accounts
    .command('withdraw')
    .argument('<email>')
    .description(accountsHelp.withdraw)
    .option('--json', programHelp.json)
    .action((email: string, options: Options) => withdrawLink(readEnv(), email, options));
  accounts
    .command('reset-link')
    .argument('<email>')
    .description(accountsHelp.resetLink)
    .option('--json', programHelp.json)
    .action((email: string, options: Options) => resetAccountByLink(readEnv(), email, options));
  accounts
    .command('recover')
    .argument('[email]', accountsHelp.recoverEmail)
    .description(accountsHelp.recover)
    .option('--json', programHelp.json)
    .action((email: string | undefined, options: Options) =>
      recoverAccess(readEnv(), email, options),
    );
};

/** The commands of who may sign in. */
export const registerAccounts = (program: Command): void => {
  const accounts = program.command('accounts').description(accountsHelp.about);
  accounts
    .command('list', { isDefault: true })
    .description(accountsHelp.list)
    .option('--json', programHelp.json)
    .action((options: Options) => printAccounts(readEnv(), options));
  for (const [name, act] of [
    ['disable', 'disable'],
    ['enable', 'enable'],
    ['sign-out', 'signOut'],
  ] as const)
    accounts
      .command(name)
      .argument('<email>')
      .description(accountsHelp[act])
      .option('--json', programHelp.json)
      .action((email: string, options: Options) =>
        actOnAccount(readEnv(), email, { act, ...options }),
      );
  accounts
    .command('role')
    .argument('<email>')
    .argument('<role>', accountsHelp.roles)
    .description(accountsHelp.role)
    .option('--json', programHelp.json)
    .action((email: string, role: string, options: Options) =>
      setAccountRole(readEnv(), email, { role, ...options }),
    );
  registerLinks(accounts);
  accounts
    .command('reset-password')
    .argument('<email>')
    .description(accountsHelp.resetPassword)
    .option('--json', programHelp.json)
    .action((email: string, options: Options) => resetAccountPassword(readEnv(), email, options));
};
