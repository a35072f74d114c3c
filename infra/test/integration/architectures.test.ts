import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Health } from '@nanoedge/protocol';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { sampleEnvironment } from '../support/sample-environments.ts';
import { services } from '../support/services.ts';

const root = resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);
const machines = [
  { arch: 'arm64', emulator: '/usr/bin/qemu-aarch64-static', firstPort: 25_700 },
  { arch: 'armhf', emulator: '/usr/bin/qemu-arm-static', firstPort: 25_720 },
] as const;

const docker = (...args: string[]): string =>
  execFileSync('docker', args, { encoding: 'utf8' }).trim();

const unpack = (tag: string, folder: string): void => {
  const container = docker('create', tag);
  try {
    docker('cp', `${container}:/.`, folder);
  } finally {
    docker('rm', container);
  }
};

const health = async (port: number): Promise<Health> => {
  const { stdout } = await run('/usr/bin/coap-client-notls', [
    '-m',
    'get',
    '-B',
    '2',
    `coap://127.0.0.1:${port}/health`,
  ]);
  return Health.parse(JSON.parse(stdout));
};

const end = async (child: ChildProcess): Promise<number | null> => {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const [code] = (await ended) as [number | null];
  return code;
};

describe('the images of other architectures', () => {
  beforeAll(async () => {
    await run(join(root, 'nanoedge'), ['images', '--arch', 'arm64', 'armhf'], { cwd: root });
  }, 420_000);

  for (const { arch, emulator, firstPort } of machines) {
    for (const [index, { name }] of services.entries()) {
      it(`${name} answers /health on ${arch} and ends cleanly`, { timeout: 60_000 }, async () => {
        const folder = mkdtempSync(join(tmpdir(), `nanoedge-${arch}-`));
        const port = firstPort + index;
        unpack(`nanoedge/${name}:0.1.0-${arch}`, folder);
        const child = spawn(emulator, [join(folder, 'nano'), join(folder, 'service.qbc')], {
          env: {
            NANOEDGE_CONFIG: sampleEnvironment(
              name,
              name === 'authentication-engine' ? { database: join(folder, 'ae.sqlite') } : {},
            ),
            NANOEDGE_LISTEN: `127.0.0.1:${port}`,
          },
          stdio: 'ignore',
        });
        try {
          const answer = await vi.waitFor(() => health(port), { timeout: 30_000, interval: 100 });
          expect(answer).toMatchObject({ ok: true, service: name, runtime: 'nano' });
          expect(await end(child)).toBe(0);
        } finally {
          child.kill('SIGKILL');
          rmSync(folder, { recursive: true, force: true });
        }
      });
    }
  }
});
