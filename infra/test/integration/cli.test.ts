import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { complaints, nanoedge, type Outcome, removeHomes } from '../support/nanoedge.ts';

afterEach(removeHomes);

const started = ({ home }: Outcome): string[] =>
  existsSync(join(home, 'run')) ? readdirSync(join(home, 'run')) : [];

const listenTcp = async (): Promise<{ port: number; close: () => Promise<void> }> => {
  const server = createTcpServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
};

/** An engine that answers as one of 2017 would. */
const oldEngine = async (socket: string): Promise<Server> => {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        Version: '17.05.0-ce',
        ApiVersion: '1.29',
        MinAPIVersion: '1.12',
        Os: 'linux',
        Arch: 'amd64',
      }),
    );
  });
  await new Promise<void>((ready) => server.listen(socket, () => ready()));
  return server;
};

describe('a start that cannot be says why in one line, ends with 1 and leaves nothing running', () => {
  it('when the port is taken', async () => {
    const other = await listenTcp();
    const outcome = await nanoedge(['up', '--detach'], {
      PORT: String(other.port),
      NANOEDGE_DISPLAY_PORT: '25801',
    });
    await other.close();
    expect(outcome.code).toBe(1);
    expect(complaints(outcome)).toEqual([
      `nanoedge: Port ${other.port} is taken; free it or choose another with PORT=….`,
    ]);
    expect(started(outcome)).toEqual([]);
  });

  it('when a variable is no port', async () => {
    const outcome = await nanoedge(['up', '--detach'], { PORT: 'eighty' });
    expect(outcome.code).toBe(1);
    expect(complaints(outcome)).toEqual([
      'nanoedge: PORT must be a port from 1 to 65535, not "eighty".',
    ]);
  });

  it('when no engine answers where DOCKER_HOST points', async () => {
    const outcome = await nanoedge(['up', '--detach'], {
      DOCKER_HOST: 'unix:///nowhere/docker.sock',
    });
    expect(outcome.code).toBe(1);
    expect(complaints(outcome)).toEqual([
      'nanoedge: No Docker Engine answers at DOCKER_HOST=unix:///nowhere/docker.sock; start it or unset the variable.',
    ]);
    expect(started(outcome)).toEqual([]);
  });

  it('when the engine is too old', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'engine-'));
    const server = await oldEngine(join(folder, 'docker.sock'));
    const outcome = await nanoedge(['up', '--detach'], {
      DOCKER_HOST: `unix://${folder}/docker.sock`,
    });
    server.close();
    expect(outcome.code).toBe(1);
    expect(complaints(outcome)).toEqual([
      'nanoedge: Docker Engine 17.05.0-ce is too old (API 1.29); version 20.10 (API 1.41) or newer is needed.',
    ]);
    expect(started(outcome)).toEqual([]);
  });
});

describe.skipIf(process.getuid?.() !== 0)('on a full disk', () => {
  it('says how much is free and how much is needed', async () => {
    const disk = mkdtempSync(join(tmpdir(), 'nanoedge-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
    try {
      const outcome = await nanoedge(['up', '--detach'], { NANOEDGE_HOME: join(disk, 'home') });
      expect(outcome.code).toBe(1);
      expect(complaints(outcome)).toEqual([
        `nanoedge: ${disk}/home has 1 MB free, 2000 MB are needed; free some space and try again.`,
      ]);
      expect(started({ ...outcome, home: join(disk, 'home') })).toEqual([]);
    } finally {
      execFileSync('umount', [disk]);
      rmSync(disk, { recursive: true });
    }
  });
});

describe('the other commands', () => {
  it('say that nothing runs, and end with 1, when nothing runs', async () => {
    const outcome = await nanoedge(['status'], {});
    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toBe('nanoedge is not running here; start it with ./nanoedge up\n');
  });

  it('print the same as JSON', async () => {
    const { stdout } = await nanoedge(['status', '--json'], {});
    expect(JSON.parse(stdout)).toMatchObject({ url: null, dashboard: 'stopped' });
  });

  it('can take down what is not up', async () => {
    const outcome = await nanoedge(['down'], {});
    expect(outcome.code).toBe(0);
  });

  it('name what there is when asked for the log of something unknown', async () => {
    const outcome = await nanoedge(['logs'], {});
    expect(outcome.code).toBe(1);
    expect(complaints(outcome)).toEqual([
      'nanoedge: There are no logs yet; start the site with ./nanoedge up.',
    ]);
  });

  it('refuse an architecture that does not exist', async () => {
    const outcome = await nanoedge(['images', '--arch', 'z80'], {});
    expect(outcome.code).toBe(1);
    expect(complaints(outcome)).toEqual(['nanoedge: --arch takes amd64, arm64, armhf, not "z80".']);
  });
});
