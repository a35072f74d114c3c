import { CommandFailed, UserError } from '../errors.ts';
import { requireTools, tools } from '../system/apt.ts';
import { run } from '../system/run.ts';

/** Throws UserError with the one thing to do when this user or machine cannot have a lab at all. */
export const requireLabSupport = async (note: (text: string) => void): Promise<void> => {
  if (process.platform !== 'linux') throw new UserError('The lab needs Linux; use ./nanoedge up here, which needs one engine only.');
  if (process.getuid?.() !== 0)
    throw new UserError('The lab makes network namespaces and engines, which needs root; run: sudo ./nanoedge lab up');
  await requireTools([tools.dockerd, tools.ip, tools.iptables, tools.nsenter], note);
};

const lastLine = (error: CommandFailed): string => error.tail.trim().split('\n').at(-1) ?? '';

/** What to do about a kernel or a container that cannot make something; the text goes into one line. */
const remedies = {
  namespace: 'run the lab where root has CAP_SYS_ADMIN; a container needs --privileged',
  bridge: 'load the kernel module: modprobe bridge',
  veth: 'load the kernel module: modprobe veth',
  iptables: 'load the kernel modules: modprobe ip_tables iptable_nat nf_tables',
} as const;

/** Runs a command that makes something in the kernel. Throws UserError that says what is missing and its remedy. */
export const make = async (what: keyof typeof remedies, program: string, args: readonly string[]): Promise<void> => {
  try {
    await run(program, args);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    throw new UserError(`The lab cannot make a ${what} here (${lastLine(error)}); ${remedies[what]}`);
  }
};
