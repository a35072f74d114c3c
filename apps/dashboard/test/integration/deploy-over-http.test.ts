import type { DashboardClient } from '@nanoedge/client';
import { type OutboxEvent, OutboxEvent as OutboxEventSchema, parse } from '@nanoedge/protocol';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AppRouter } from '../../src/server/trpc/router.ts';
import { connectAgent, type TestAgent } from './support/agent.ts';
import { type RunningDashboard, runDashboard } from './support/dashboard.ts';

let dashboard: RunningDashboard;
let client: DashboardClient<AppRouter>;
let agent: TestAgent;

beforeAll(async () => {
  dashboard = await runDashboard();
  client = dashboard.client('admin');
  agent = await connectAgent(dashboard.url, 'corridor');
});
afterAll(async () => {
  agent.socket.disconnect();
  await dashboard.stop();
});

interface Answer {
  result?: { data: unknown };
  error?: { data: { problem: { field: string | null; message: string } } };
}

/** Asks with what the router's types do not allow. */
const ask = async (procedure: string, input: unknown): Promise<Answer> => {
  const cookie = await client.session.cookie();
  const headers = { cookie, origin: dashboard.url };
  const answer = await dashboard.post(`/api/trpc/${procedure}`, input, headers);
  return (await answer.json()) as Answer;
};

let seq = 0;
const say = (
  run: { id: string; deployment: string },
  body: Record<string, unknown>,
): Promise<unknown> => {
  seq += 1;
  const event: OutboxEvent = parse(
    OutboxEventSchema,
    {
      seq,
      source: { deployment: null, nanoservice: null },
      body: { run: run.id, deployment: run.deployment, at: Date.now(), ...body },
    },
    'event',
  );
  return agent.socket.emitWithAck('events', { events: [event] });
};
const finished = {
  type: 'run.finished',
  reason: null,
  exitCode: null,
  logLines: [],
  snapshot: null,
  imageSent: false,
  initiationMs: 90,
};

describe('a program that signs in', () => {
  it('adds a deployment, follows its run by what the agent says, and removes it again', async () => {
    const matrix = await client.ask((api) => api.nanoservices.matrix.query({ site: 'demo' }));
    const release =
      matrix.nanoservices.find(({ name }) => name === 'user-guidance')?.releases[0]?.id ?? '';
    const input = {
      site: 'demo',
      release,
      placement: { devices: ['corridor'] },
      name: 'second-guide',
    };
    expect(await client.ask((api) => api.deployments.preflight.query(input))).toMatchObject([
      { device: 'corridor', name: 'second-guide', port: 5700 },
    ]);
    const [run] = await client.ask((api) => api.deployments.add.mutate(input));
    if (run === undefined) throw new Error('nothing was added');
    await vi.waitFor(() => {
      expect(agent.desired.at(-1)?.deployments).toContainEqual(
        expect.objectContaining({ id: run.deployment, change: run.id }),
      );
    });
    await say(run, { type: 'run.step', step: 'answering', state: 'done' });
    await say(run, { ...finished, outcome: 'done' });
    expect(await client.ask((api) => api.runs.get.query({ run: run.id }))).toMatchObject({
      state: 'done',
      initiationMs: 90,
      deploymentMs: null,
    });
    const { deployment } = run;
    const removal = await client.ask((api) => api.deployments.remove.mutate({ deployment }));
    expect(removal).toMatchObject({ kind: 'remove', state: 'queued' });
    await say(removal, { ...finished, outcome: 'done', initiationMs: null });
    const left = await client
      .ask((api) => api.deployments.get.query({ deployment }))
      .catch(() => undefined);
    expect(left).toBeUndefined();
    expect(
      await client.ask((api) => api.runs.list.query({ site: 'demo', deployment })),
    ).toMatchObject([
      { id: removal.id, state: 'done', undoable: true },
      { id: run.id, state: 'done' },
    ]);
  });

  it('is told the field that a release has no word for', async () => {
    const matrix = await client.ask((api) => api.nanoservices.matrix.query({ site: 'demo' }));
    const release = matrix.nanoservices.find(({ name }) => name === 'meeting-room')?.releases[0];
    const make = (change: Record<string, unknown>) =>
      ask('nanoservices.create', {
        nanoservice: 'my-screen',
        version: '1',
        source: { template: release?.id },
        spec: { ...release?.spec, ...change },
      });
    expect((await make({ privileged: true })).error?.data.problem).toMatchObject({
      field: 'spec.privileged',
    });
    expect(
      (await make({ volumes: [{ name: 'a', path: '/a', bind: '/' }] })).error?.data.problem,
    ).toMatchObject({
      field: 'spec.volumes.0.bind',
    });
    expect((await make({})).result?.data).toMatchObject({ nanoservice: 'my-screen', version: '1' });
  });
});
