import { CommandFailed, UserError } from '../errors.ts';
import { requireTools, tools } from '../system/apt.ts';
import { run } from '../system/run.ts';

/** Throws UserError with the one thing to do when this user or machine cannot have a lab at all. */
export const requireLabSupport = async (note: (text: string) => void): Promise<void> => {
  if (process.platform !== 'linux')
    throw new UserError(
      'The lab needs Linux; use ./nanoedge up here, which needs one engine only.',
    );
  if (process.getuid?.() !== 0)
    throw new UserError(
      'The lab makes network namespaces and engines, which needs root; run: sudo ./nanoedge lab up',
    );
  await requireTools([tools.dockerd, tools.ip, tools.iptables, tools.nsenter], note);
};

const lastLine = (error: CommandFailed): string => error.tail.trim().split('\n').at(-1) ?? '';

/** What to do about a kernel that cannot make something; the text goes into one line. */
const remedies = {
  namespace: 'use a kernel with network namespaces (CONFIG_NET_NS)',
  bridge: 'load the kernel module: modprobe bridge',
  veth: 'load the kernel module: modprobe veth',
  'firewall rule':
    'load the kernel modules: modprobe -a nf_tables nft_compat ip_tables iptable_filter',
} as const;

const rights =
  'run it where root has CAP_NET_ADMIN and CAP_SYS_ADMIN; a container needs --privileged';

/**
 * Runs a command that makes something in the kernel. Throws UserError that says what is missing and
 * its remedy.
 */
export const make = async (
  what: keyof typeof remedies,
  program: string,
  args: readonly string[],
): Promise<void> => {
  try {
    await run(program, args);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    const refused = /not permitted|permission denied|must be root/i.test(error.tail);
    throw new UserError(
      `The lab cannot make a ${what} here (${lastLine(error)}); ${refused ? rights : remedies[what]}.`,
    );
  }
};
