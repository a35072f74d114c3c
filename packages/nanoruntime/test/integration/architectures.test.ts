import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildFixture, docker, ask } from './lab.ts';

const machines = [
  { arch: 'arm64', emulator: '/usr/bin/qemu-aarch64-static', port: 25683 },
  { arch: 'armhf', emulator: '/usr/bin/qemu-arm-static', port: 25684 },
] as const;

async function listening(child: ChildProcess): Promise<void> {
  if (child.stdout === null) throw new TypeError('the emulator has no output');
  for await (const chunk of child.stdout) if (String(chunk).includes('listening')) return;
}

describe('the static binary for another architecture', () => {
  for (const { arch, emulator, port } of machines) {
    it.skipIf(!existsSync(emulator))(`answers on ${arch}`, { timeout: 300_000 }, async () => {
      const { tag } = await buildFixture('sample', [arch]);
      expect(tag).toBe(`nanoedge-test/sample:test-${arch}`);
      const folder = await mkdtemp(join(tmpdir(), 'nanoruntime-'));
      const container = await docker('create', tag);
      try {
        await docker('cp', `${container}:/.`, folder);
      } finally {
        await docker('rm', container);
      }
      const args = [join(folder, 'nano'), join(folder, 'service.qbc')];
      const child = spawn(emulator, args, {
        env: { PORT: String(port) },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      try {
        await listening(child);
        const { code, text } = await ask({ hostname: '127.0.0.1', port, pathname: '/health' });
        expect([code, JSON.parse(text)]).toEqual([
          '2.05',
          expect.objectContaining({ status: 'ok' }),
        ]);
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        expect((await ended)[0]).toBe(0);
      } finally {
        child.kill('SIGKILL');
        await rm(folder, { recursive: true });
      }
    });
  }
});
