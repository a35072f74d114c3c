import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { containerKey } from '@nanoedge/base';
import { waitUntil } from '@nanoedge/base/testing';
import type { NanoserviceName } from '@nanoedge/protocol';
import { FakeGateway } from '../support/gateway.ts';
import { peersAt } from './subject.ts';
import type { Ground, Running } from './subject.ts';

const entry = (service: NanoserviceName): string =>
  join(import.meta.dirname, `../../src/${service}/main.ts`);

const launch = (
  service: NanoserviceName,
  config: string,
): { child: ChildProcess; output: () => string } => {
  const env = {
    PATH: process.env['PATH'] ?? '',
    NANOEDGE_LISTEN: '127.0.0.1:0',
    NANOEDGE_CONFIG: config,
  };
  const child = spawn(process.execPath, [entry(service)], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, output: () => output };
};

/** A file with a secret, as a container finds its own. */
const keyFile = (secret: string): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'key-')), containerKey.file);
  writeFileSync(file, secret, { mode: 0o400 });
  return file;
};

const ended = async (child: ChildProcess): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
};

/** Services as Node processes on the loopback interface. */
export const nodeGround: Ground = {
  name: 'Node',
  databaseFolder: tmpdir(),
  prepare: async () => {},
  clean: async () => {},
  startBroken: async (service, text) => {
    const { child, output } = launch(service, text);
    return { code: await ended(child), output: output() };
  },
  start: async (service, { config, peers, secret }): Promise<Running> => {
    const gateway = new FakeGateway();
    await gateway.start();
    const environment = {
      deployment: service,
      nanoservice: service,
      version: '1.2.3',
      gateway: gateway.url,
      peers: peersAt(gateway.url, peers),
      key: secret === undefined ? null : keyFile(secret),
      config,
    };
    const { child, output } = launch(service, JSON.stringify(environment));
    const port = await waitUntil(`${service} says its port`, () => {
      if (child.exitCode !== null) throw new Error(output());
      return /"fact":"serving".*"port":(\d+)/.exec(output())?.[1];
    });
    return {
      url: `coap://127.0.0.1:${port}`,
      gateway,
      memory: async () =>
        Number(
          /VmRSS:\s*(\d+)/.exec(await readFile(`/proc/${child.pid ?? 0}/status`, 'utf8'))?.[1],
        ) * 1024,
      alive: async () => child.exitCode === null && child.signalCode === null,
      terminate: async () => {
        const since = performance.now();
        child.kill('SIGTERM');
        return { code: await ended(child), ms: performance.now() - since };
      },
      dispose: async () => {
        child.kill('SIGKILL');
        await ended(child);
        await gateway.stop();
      },
    };
  },
};
