import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labels } from '@nanoedge/base';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nanoedge, newHome, removeHomes } from '../support/nanoedge.ts';

interface Container {
  Id: string;
  State: string;
  Labels: Record<string, string>;
}

let folder: string;
let socket: string;
let home: string;
let engine: Server | null;
let dockerd: ChildProcess;
let removed: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engine-'));
  socket = join(folder, 'docker.sock');
  home = newHome();
  engine = null;
  removed = [];
  dockerd = spawn('sleep', ['300'], { stdio: 'ignore' });
  mkdirSync(join(home, 'run'), { recursive: true });
  mkdirSync(join(home, 'secrets'), { recursive: true });
  const stat = readFileSync(`/proc/${String(dockerd.pid)}/stat`, 'utf8');
  const startTicks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  writeFileSync(
    join(home, 'run', 'dockerd.json'),
    JSON.stringify({ name: 'dockerd', pid: dockerd.pid, startTicks, log: join(home, 'x.log') }),
  );
  const texts = { adminEmail: 'a', adminPassword: 'b', aliceEmail: 'c', alicePassword: 'd' };
  writeFileSync(
    join(home, 'secrets', 'installation.json'),
    JSON.stringify({ suffix: 'abc123', ...texts }),
  );
});
afterEach(async () => {
  dockerd.kill('SIGKILL');
  if (engine !== null) await new Promise((closed) => engine?.close(closed));
  rmSync(folder, { recursive: true, force: true });
  removeHomes();
});

/** An engine that has these containers, and a volume of ours. */
const listen = async (containers: Container[]): Promise<void> => {
  engine = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://engine');
    if (request.method === 'DELETE') {
      removed.push(url.pathname.split('/').at(-1) ?? '');
      response.writeHead(204).end();
      return;
    }
    const filters: unknown = JSON.parse(url.searchParams.get('filters') ?? '{}');
    const wanted = JSON.stringify(filters);
    const mine = containers.filter(
      ({ Labels }) => !wanted.includes('=') || wanted.includes(`=${Labels[labels.device] ?? '?'}"`),
    );
    const answer = url.pathname.endsWith('/version')
      ? { Version: '20.10.24', ApiVersion: '1.41' }
      : url.pathname.endsWith('/containers/json')
        ? mine
        : url.pathname.endsWith('/volumes')
          ? { Volumes: wanted.includes(labels.keyOf) ? [] : [{ Name: 'ours' }] }
          : [];
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((ready) => engine?.listen(socket, () => ready()));
};
const down = (...args: string[]) =>
  nanoedge(['down', ...args], { NANOEDGE_HOME: home, DOCKER_HOST: `unix://${socket}` });
const lives = (): boolean => dockerd.exitCode === null && dockerd.signalCode === null;

describe('the engine that up started', () => {
  it.each<[string, Container]>([
    ['runs a container of somebody', { Id: 'other', State: 'running', Labels: {} }],
    [
      'has one of another installation, which its agent starts again',
      { Id: 'theirs', State: 'exited', Labels: { [labels.device]: 'demo-ffffff-room' } },
    ],
  ])('is kept when it %s, and that is said', async (_why, container) => {
    await listen([container]);
    const outcome = await down();
    expect(outcome.code).toBe(0);
    expect(outcome.stderr).toContain('1 containers of others are there');
    expect(removed).toEqual([]);
    expect(lives()).toBe(true);
    expect(existsSync(join(home, 'run', 'dockerd.json'))).toBe(true);
  });

  it('is stopped when nothing of anybody is there', async () => {
    await listen([{ Id: 'old', State: 'exited', Labels: {} }]);
    expect((await down()).code).toBe(0);
    expect(lives()).toBe(false);
  });

  it('is kept when it lives and does not answer', async () => {
    const outcome = await down();
    expect(outcome.stderr).toContain('it does not answer');
    expect(lives()).toBe(true);
  });
});

it('a purge without an engine says what is left, and the next one finds it', async () => {
  const outcome = await down('--purge');
  expect(outcome.code).toBe(0);
  expect(outcome.stderr).toContain('which does not answer');
  expect(outcome.stderr).toMatch(
    /docker volume ls -q --filter label=\S+ \| xargs -r docker volume rm/,
  );
  expect(outcome.stderr).toContain('abc123');
  await listen([]);
  const again = await down('--purge');
  expect(again.code).toBe(0);
  expect(removed).toContain('ours');
  expect(existsSync(join(home, 'secrets', 'installation.json'))).toBe(false);
});
