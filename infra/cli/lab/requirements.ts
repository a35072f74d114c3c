import { cannotMake, type KernelPart, labProblems } from '@nanoedge/words';
import { CommandFailed, UserError } from '../errors.ts';
import { requireTools, tools } from '../system/apt.ts';
import { run } from '../system/run.ts';

/** Throws UserError with the one thing to do when this user or machine cannot have a lab at all. */
export const requireLabSupport = async (note: (text: string) => void): Promise<void> => {
  if (process.platform !== 'linux') throw new UserError(labProblems.notLinux);
  if (process.getuid?.() !== 0) throw new UserError(labProblems.notRoot);
  await requireTools([tools.dockerd, tools.ip, tools.iptables, tools.nft, tools.nsenter], note);
};

const lastLine = (error: CommandFailed): string => error.tail.trim().split('\n').at(-1) ?? '';

/**
 * Runs a command that makes something in the kernel. Throws UserError that says what is missing and
 * its remedy.
 */
export const make = async (
  what: KernelPart,
  program: string,
  args: readonly string[],
): Promise<void> => {
  try {
    await run(program, args);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    const refused = /not permitted|permission denied|must be root/i.test(error.tail);
    throw new UserError(cannotMake(what, lastLine(error), refused));
  }
};
