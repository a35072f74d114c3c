import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
let home: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'nanoedge-process-'));
  await chmod(home, 0o711);
});
afterEach(async () => {
  for (const child of children.splice(0))
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await endPostgres();
  await rm(home, { recursive: true, force: true });
});

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const postgresPid = async (): Promise<number | null> => {
  const text = await readFile(path.join(home, 'postgres', 'postmaster.pid'), 'utf8').catch(
    () => null,
  );
  return text === null ? null : Number(text.split('\n')[0]);
};
const endPostgres = async (): Promise<void> => {
  const pid = await postgresPid();
  if (pid === null || !alive(pid)) return;
  process.kill(pid, 'SIGINT');
  await vi.waitFor(() => expect(alive(pid)).toBe(false), 10_000);
};

const run = (env: Record<string, string>) => {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      NODE_ENV: 'production',
      NANOEDGE_HOME: home,
      HOST: '127.0.0.1',
      PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk.toString('utf8');
  });
  const ended = new Promise<number | null>((resolve) =>
    child.once('exit', (code) => resolve(code)),
  );
  const ready = () => vi.waitFor(() => expect(said.out).toContain('"msg":"ready"'), 45_000);
  return { child, said, ended, ready };
};

const takePort = (): Promise<{ server: Server; port: number }> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address !== null ? address.port : 0 });
    });
  });

describe('the dashboard’s process', { timeout: 90_000 }, () => {
  it('lists every bad variable and exits with 1', async () => {
    const { ended, said } = run({ PORT: 'many', DATABASE_URL: 'mysql://x' });
    expect(await ended).toBe(1);
    expect(said.err).toContain('PORT');
    expect(said.err).toContain('DATABASE_URL');
  });

  it('says in one line that its port is taken, and leaves nothing half-started', async () => {
    const { server, port } = await takePort();
    const { ended, said } = run({ PORT: String(port) });
    expect(await ended).toBe(1);
    server.close();
    expect(said.err.trim().split('\n')).toEqual([
      `Port ${String(port)} is taken; stop what uses it or set PORT to another.`,
    ]);
    expect(await readdir(home)).toEqual([]);
  });

  it('stops its database again when a later step fails', async () => {
    const { ended, said } = run({ NANOEDGE_BOOTSTRAP_FILE: path.join(home, 'absent.json') });
    expect(await ended).toBe(1);
    expect(said.err).toContain('NANOEDGE_BOOTSTRAP_FILE');
    expect(await postgresPid()).toBeNull();
  });

  it('keeps its secrets to itself, refuses a second one in the same folder, and ends cleanly on SIGTERM', async () => {
    const first = run({});
    await first.ready();
    for (const file of ['auth.key', 'postgres.key'])
      expect((await stat(path.join(home, 'secrets', file))).mode & 0o077).toBe(0);
    const second = run({});
    expect(await second.ended).toBe(1);
    expect(second.said.err).toContain('already runs');
    const pid = await postgresPid();
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(pid !== null && alive(pid)).toBe(false);
    expect(await readdir(home)).not.toContain('dashboard.lock');
    const secret = (await readFile(path.join(home, 'secrets', 'postgres.key'), 'utf8')).trim();
    expect(first.said.out + first.said.err).not.toContain(secret);
  });

  it('starts again after kill -9, with the PostgreSQL that was left behind', async () => {
    const first = run({});
    await first.ready();
    first.child.kill('SIGKILL');
    await first.ended;
    const left = await postgresPid();
    expect(left !== null && alive(left)).toBe(true);
    const second = run({});
    await second.ready();
    expect(await postgresPid()).not.toBe(left);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  it('works below a folder that only its own account may enter', async () => {
    await chmod(home, 0o700);
    const { child, ended, ready } = run({});
    await ready();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('leaves no database behind when it is told to end while it starts', async () => {
    const { child, ended } = run({});
    await vi.waitFor(async () => expect(await postgresPid()).not.toBeNull(), {
      timeout: 45_000,
      interval: 10,
    });
    const pid = await postgresPid();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(pid !== null && alive(pid)).toBe(false);
  });
});
