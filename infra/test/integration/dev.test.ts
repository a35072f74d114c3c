import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nanoedge, newHome, removeHomes } from '../support/nanoedge.ts';

const root = resolve(import.meta.dirname, '../../..');

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((closed) => server.close(() => closed()));
  return port;
};

/** Processes that name the folder in their environment. */
const processesOf = (home: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(home);
      } catch {
        // It ended while we looked, or it is a kernel's.
        return false;
      }
    });

/** Seconds of processor that a process took: fields 14 and 15 of /proc/PID/stat, in hundredths. */
const processorSeconds = (pid: string): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

/** The first word of the socket on which a browser hears of changed pages. */
const firstWordOfReloads = (port: number): Promise<string> =>
  new Promise((heard, failed) => {
    const socket = new WebSocket(`ws://localhost:${port}/_next/hmr?id=test`);
    socket.addEventListener('message', ({ data }) => {
      socket.close();
      heard(String(data));
    });
    socket.addEventListener('error', () => failed(new Error('the socket was refused')));
  });

describe('./nanoedge dev', () => {
  let said = '';
  let taken = 0;
  let port: number;
  let home: string;
  let running: ChildProcess;

  beforeAll(async () => {
    port = await freePort();
    home = newHome();
    running = spawn(join(root, 'nanoedge'), ['dev'], {
      env: { ...process.env, PORT: String(port), NANOEDGE_HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.stdout?.resume();
    await new Promise<void>((ready, failed) => {
      running.on('exit', () => failed(new Error(said)));
      running.stderr?.on('data', (text: Buffer) => {
        said += text.toString();
        if (said.includes('Ctrl-C ends it')) ready();
      });
    });
    taken = processesOf(home).reduce((sum, pid) => sum + processorSeconds(pid), 0);
  }, 90_000);

  afterAll(async () => {
    if (running.exitCode === null) {
      running.kill('SIGTERM');
      await once(running, 'exit');
    }
    removeHomes();
  });

  // The wall clock says how busy the machine is. What the programs took of it hardly changes: the
  // page has to be there within 15 seconds on two cores that are free, which is 30 of processor.
  it('takes less to its first page than two cores give in 15 seconds', () => {
    expect(said).toMatch(/Ready in [\d.]+ s/);
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThan(30);
  });

  it('serves that page, and tells a browser of changes', async () => {
    const page = await fetch(`http://localhost:${port}/sign-in`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('</html>');
    expect(await firstWordOfReloads(port)).toContain('"type"');
  });

  it('has one agent whose services answer without Docker', async () => {
    const log = (): string => readFileSync(join(home, 'dev/logs/agent-entrance.log'), 'utf8');
    await expect.poll(log, { timeout: 20_000 }).toContain('desired state applied');
    expect(log().match(/service answers/g)).toHaveLength(2);
  });

  it('leaves nothing behind when it is interrupted', async () => {
    running.kill('SIGINT');
    const [code] = (await once(running, 'exit')) as [number | null];
    expect(code).toBe(0);
    expect(readdirSync(join(home, 'dev/run'))).toEqual([]);
    await expect.poll(() => processesOf(home), { timeout: 3_000 }).toEqual([]);
  });

  it('says in its help what it is', async () => {
    const { code, stdout } = await nanoedge(['dev', '--help'], {});
    expect(code).toBe(0);
    expect(stdout).toContain('hot reload');
  });
});
