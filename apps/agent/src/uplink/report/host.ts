import { freemem, loadavg, networkInterfaces, totalmem, availableParallelism } from 'node:os';
import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { Bytes, type HostReport } from '@nanoedge/protocol';

/** Memory that programs could still get: the kernel's own estimate, as `free` shows it. */
const availableMemory = (): number => {
  try {
    const kilobytes = /^MemAvailable:\s+(\d+) kB$/m.exec(
      readFileSync('/proc/meminfo', 'utf8'),
    )?.[1];
    return kilobytes === undefined ? freemem() : Number(kilobytes) * 1024;
  } catch {
    return freemem();
  }
};

/** How this computer is; `folder` says on which disk. */
export const reportHost = async (folder: string): Promise<HostReport> => {
  const disk = await statfs(folder).catch(() => ({ bavail: 0, bsize: 0 }));
  return {
    load1: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    cores: availableParallelism(),
    memoryBytes: Bytes.parse(totalmem()),
    memoryFreeBytes: Bytes.parse(availableMemory()),
    diskFreeBytes: Bytes.parse(disk.bavail * disk.bsize),
    agentMemoryBytes: Bytes.parse(process.memoryUsage.rss()),
  };
};

/**
 * This computer's own IPv4 address on its local network; bridges and tunnels of containers do not
 * count.
 */
export const localAddress = (): string => {
  for (const [name, addresses] of Object.entries(networkInterfaces())) {
    if (/^(docker|br-|veth|virbr|tun|tap)/.test(name)) continue;
    const found = addresses?.find(({ family, internal }) => family === 'IPv4' && !internal);
    if (found !== undefined) return found.address;
  }
  return '127.0.0.1';
};
