import { existsSync } from 'node:fs';
import { machineProblems } from '@nanoedge/words';
import { UserError } from '../errors.ts';
import { run } from './run.ts';

/** A program that Debian packages. */
export interface DebianTool {
  path: string;
  packages: readonly string[];
}

export const tools = {
  dockerd: { path: '/usr/sbin/dockerd', packages: ['docker.io', 'iproute2', 'iptables'] },
  ip: { path: '/usr/sbin/ip', packages: ['iproute2'] },
  iptables: { path: '/usr/sbin/iptables', packages: ['iptables'] },
  nft: { path: '/usr/sbin/nft', packages: ['nftables'] },
  nsenter: { path: '/usr/bin/nsenter', packages: ['util-linux'] },
  debootstrap: { path: '/usr/sbin/debootstrap', packages: ['debootstrap'] },
  chromium: { path: '/usr/bin/chromium', packages: ['chromium', 'fonts-dejavu-core'] },
  coapClient: { path: '/usr/bin/coap-client-notls', packages: ['libcoap3-bin'] },
  compiler: { path: '/usr/bin/gcc', packages: ['gcc', 'libc6-dev'] },
  fuzzer: {
    path: '/usr/bin/clang-19',
    packages: ['clang-19', 'libclang-rt-19-dev', 'llvm-19'],
    symbolizer: '/usr/bin/llvm-symbolizer-19',
  },
  mosquitto: { path: '/usr/sbin/mosquitto', packages: ['mosquitto', 'openssl'] },
  bus: { path: '/usr/bin/dbus-daemon', packages: ['dbus-daemon'] },
  bluezMock: { path: '/usr/lib/python3/dist-packages/dbusmock', packages: ['python3-dbusmock'] },
  socat: { path: '/usr/bin/socat', packages: ['socat'] },
  registry: { path: '/usr/bin/docker-registry', packages: ['docker-registry'] },
  tcpdump: { path: '/usr/bin/tcpdump', packages: ['tcpdump'] },
  qemuArm64: { path: '/usr/bin/qemu-aarch64-static', packages: ['qemu-user-static'] },
} as const satisfies Record<string, DebianTool & { symbolizer?: string }>;

/** Whether Debian packages can be installed here without asking anybody. */
export const mayInstall = (): boolean => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/**
 * Makes sure that the tools are there, by Debian's packages when we may. Throws UserError with the
 * one line to run when we may not.
 */
export const requireTools = async (
  wanted: readonly DebianTool[],
  note: (text: string) => void,
): Promise<void> => {
  const missing = wanted.filter((tool) => !existsSync(tool.path));
  if (missing.length === 0) return;
  const packages = missing.flatMap((tool) => [...tool.packages]);
  if (!mayInstall()) throw new UserError(machineProblems.noTools(packages));
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  note('apt-get update');
  await run('apt-get', ['update', '-q'], { env, onLine: note });
  await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], {
    env,
    onLine: note,
  });
};
