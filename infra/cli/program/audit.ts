import { auditHelp, programHelp } from '@nanoedge/words';
import type { Command } from 'commander';
import { verifyAudit } from '../commands/audit.ts';
import { readEnv } from '../env.ts';

/** Collects an option that may be given several times. */
const another = (value: string, before: string[] = []): string[] => [...before, value];

/** The commands of the audit trail. */
export const registerAudit = (program: Command): void => {
  program
    .command('audit')
    .description(auditHelp.about)
    .command('verify')
    .description(auditHelp.verify)
    .option('--head <seq:hash>', auditHelp.head, another)
    .option('--json', programHelp.json)
    .addHelpText('after', auditHelp.after)
    .action(async (options: { json?: boolean; head?: string[] }) => {
      process.exitCode = await verifyAudit(readEnv(), options);
    });
};
