import { readProxies } from '@nanoedge/base';
import { writeFileSync, existsSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { runAgent } from '../../src/agent.ts';
import type { AgentEnv } from '../../src/env.ts';
import { aDeployment } from '../support/builders.ts';
import { FakeDashboard } from '../support/fake-dashboard.ts';
import { buildResponder, cleanDevice, docker, type TestImage } from '../support/responder.ts';
import { scratchFolder } from '../support/scratch.ts';

const device = `test-${randomBytes(3).toString('hex')}`;
let image: TestImage;

beforeAll(() => {
  image = buildResponder();
});

afterAll(() => cleanDevice(device));

const askStatus = async (folder: string): Promise<Record<string, unknown>> =>
  new Promise((resolve, reject) => {
    request({ socketPath: join(folder, 'agent.sock'), path: '/status' }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () => resolve(JSON.parse(text)));
    })
      .on('error', reject)
      .end();
  });

const startAgent = async (
  folder: string,
  dashboard: FakeDashboard,
): Promise<{ stop: () => Promise<void> }> => {
  const joinKeyFile = join(folder, 'join.key');
  writeFileSync(joinKeyFile, dashboard.joinToken);
  const env: AgentEnv = {
    dataFolder: join(folder, 'data'),
    name: 'Test device',
    dashboardUrl: dashboard.url,
    proxies: readProxies({}).proxies,
    addressPools: [],
    joinKeyFile,
    engine: { socketPath: '/var/run/docker.sock' },
    display: null,
    logLevel: 'silent',
    address: null,
    testClockFile: null,
    busAddress: 'unix:path=/nonexistent/bus',
    outbox: { events: 200_000, bytes: 64 * 1024 * 1024 },
  };
  const stop = new AbortController();
  const running = runAgent(
    {
      env,
      log: pino({ level: process.env['AGENT_TEST_LOG'] ?? 'silent' }),
      version: 'test',
      pageFolder: '/nowhere',
    },
    stop.signal,
  );
  const end = async (): Promise<void> => {
    stop.abort();
    await running;
  };
  onTestFinished(end);
  return { stop: end };
};

const waitOptions = { timeout: 15_000, interval: 20 };

const untilTold = async (dashboard: FakeDashboard, type: string): Promise<void> =>
  vi.waitFor(
    () => expect(dashboard.events.map(({ body }) => body.type)).toContain(type),
    waitOptions,
  );

const containers = (...flags: string[]): string =>
  docker('ps', ...flags, '--filter', `label=io.nanoedge.device=${device}`);

describe('an agent with a real engine', () => {
  it('enrols, starts what is desired, and brings a killed container back', async () => {
    const folder = scratchFolder();
    const deployment = aDeployment({
      release: { version: '1', image: image.reference, imageId: image.id },
      volumes: [{ name: 'data', path: '/data' }],
    });
    const dashboard = new FakeDashboard(device, { deployments: [deployment] });
    await dashboard.start();
    onTestFinished(async () => dashboard.stop());
    const agent = await startAgent(folder, dashboard);

    await untilTold(dashboard, 'service.answering');
    expect(dashboard.enrolments).toBe(1);
    expect(existsSync(join(folder, 'join.key'))).toBe(false);
    await untilTold(dashboard, 'desired.applied');
    const answering = dashboard.events.find(({ body }) => body.type === 'service.answering');
    expect(answering?.body).toMatchObject({
      deployment: deployment.id,
      initiationMs: expect.any(Number),
    });

    const status = await askStatus(join(folder, 'data'));
    expect(status).toMatchObject({
      device,
      connection: 'online',
      desiredRevision: 1,
      appliedRevision: 1,
    });
    expect(status['services']).toMatchObject([
      {
        name: deployment.name,
        state: 'answering',
        image: image.reference,
        imageBytes: expect.any(Number),
        memoryBytes: expect.any(Number),
        restarts: 0,
      },
    ]);

    docker('kill', containers('-q', '--no-trunc'));
    await vi.waitFor(
      () =>
        expect(
          dashboard.events.filter(({ body }) => body.type === 'service.answering'),
        ).toHaveLength(2),
      waitOptions,
    );
    expect(dashboard.events.find(({ body }) => body.type === 'service.exited')?.body).toMatchObject(
      { exitCode: 137 },
    );
    await vi.waitFor(
      () =>
        expect(dashboard.reports.at(-1)?.services).toMatchObject([
          { state: 'answering', restarts: 1, initiationMs: expect.any(Number) },
        ]),
      waitOptions,
    );

    await dashboard.assign({ deployments: [] });
    await vi.waitFor(
      () =>
        expect(dashboard.events.at(-1)?.body).toMatchObject({
          type: 'desired.applied',
          revision: 2,
        }),
      waitOptions,
    );
    expect(containers('-aq')).toBe('');
    expect(dashboard.events.map(({ seq }) => seq)).toEqual(
      dashboard.events.map((_, index) => index + 1),
    );
    await agent.stop();
  });
});
