import { execFile, execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { containerKey } from '@nanoedge/base';
import { buildImages } from '@nanoedge/nanoruntime';
import type { NanoserviceName } from '@nanoedge/protocol';
import { services } from './services.ts';

const run = promisify(execFile);

/** Prefix of the images and containers of these tests, and the label of everything they make. */
export const prefix = process.env['NANOEDGE_CONFORMANCE_PREFIX'] ?? 'nanoedge-conformance';

export const docker = async (...args: string[]): Promise<string> =>
  (await run('docker', args)).stdout.trim();

/** Who every service runs as. */
const serviceId = 65_532;

/** What the agent gives every nanoservice. */
const hardened =
  '--read-only --cap-drop ALL --security-opt no-new-privileges --user 65532:65532 --memory 16m --pids-limit 32 --volume /data'.split(
    ' ',
  );

/** Builds the images for this engine, as far as they changed. */
export const buildServiceImages = async (): Promise<void> => {
  await buildImages({ services, tagPrefix: prefix, version: 'test' });
};

/** A network of its own; its gateway's address is this host's. */
export const createNetwork = async (): Promise<{ name: string; gateway: string }> => {
  const name = `${prefix}-${randomUUID().slice(0, 8)}`;
  await docker('network', 'create', '--label', prefix, name);
  return {
    name,
    gateway: await docker(
      'network',
      'inspect',
      '--format',
      '{{(index .IPAM.Config 0).Gateway}}',
      name,
    ),
  };
};

interface ContainerSpec {
  service: NanoserviceName;
  network: string;
  alias: string;
  config: string;
  /** `address:port` of this host where neighbours reach it. */
  publish?: string;
  /** What it shares with its agent. */
  secret?: string;
}

const copyKey = (container: string, secret: string): void => {
  const folder = mkdtempSync(join(tmpdir(), 'key-'));
  try {
    writeFileSync(join(folder, containerKey.file), secret);
    const owner = [`--owner=${serviceId}`, `--group=${serviceId}`, '--mode=0400'];
    const input = execFileSync('tar', ['-c', '-C', folder, ...owner, containerKey.file]);
    execFileSync('docker', ['cp', '-', `${container}:${containerKey.folder}`], { input });
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Starts a service as the agent would; gives the container's name. */
export const startContainer = async ({
  service,
  network,
  alias,
  config,
  publish,
  secret,
}: ContainerSpec): Promise<string> => {
  const name = `${network}-${alias}-${randomUUID().slice(0, 4)}`;
  const where = [
    '--network',
    network,
    '--network-alias',
    alias,
    '--label',
    prefix,
    '--env',
    `NANOEDGE_CONFIG=${config}`,
  ];
  const ports = publish === undefined ? [] : ['--publish', `${publish}:5683/udp`];
  const folder = secret === undefined ? [] : ['--volume', containerKey.folder];
  await docker(
    'create',
    '--name',
    name,
    ...hardened,
    ...where,
    ...ports,
    ...folder,
    `${prefix}/${service}:test`,
  );
  if (secret !== undefined) copyKey(name, secret);
  await docker('start', name);
  return name;
};

export const inspect = (name: string, template: string): Promise<string> =>
  docker('inspect', '--format', template, name);

export const removeContainer = async (name: string): Promise<void> => {
  await docker('rm', '--force', '--volumes', name);
};

/** Standard output and error of a container. */
export const logsOf = async (name: string): Promise<string> => {
  const { stdout, stderr } = await run('docker', ['logs', name]);
  return stdout + stderr;
};
