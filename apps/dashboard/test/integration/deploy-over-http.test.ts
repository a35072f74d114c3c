import { type OutboxEvent, OutboxEvent as OutboxEventSchema, parse } from '@nanoedge/protocol';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DeploymentView, Matrix } from '../../src/server/services/deployments/view.ts';
import type { RunView } from '../../src/server/services/runs/view.ts';
import { connectAgent, type TestAgent } from './support/agent.ts';
import { type RunningDashboard, runDashboard } from './support/dashboard.ts';

let dashboard: RunningDashboard;
let cookie: string;
let agent: TestAgent;

beforeAll(async () => {
  dashboard = await runDashboard();
  cookie = await dashboard.signIn('admin');
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
const answerOf = async (response: Response): Promise<Answer> => (await response.json()) as Answer;
const ask = async <T>(name: string, input: unknown): Promise<T> => {
  const query = encodeURIComponent(JSON.stringify(input));
  const answer = await answerOf(
    await fetch(`${dashboard.url}/api/trpc/${name}?input=${query}`, { headers: { cookie } }),
  );
  return answer.result?.data as T;
};
const act = async (name: string, input: unknown): Promise<Answer> =>
  answerOf(await dashboard.post(`/api/trpc/${name}`, input, { cookie, origin: dashboard.url }));

let seq = 0;
const say = (run: RunView, body: Record<string, unknown>): Promise<unknown> => {
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
    const matrix = await ask<Matrix>('nanoservices.matrix', { site: 'demo' });
    const release = matrix.nanoservices.find(({ name }) => name === 'user-guidance')?.releases[0]
      ?.id;
    const input = {
      site: 'demo',
      release,
      placement: { devices: ['corridor'] },
      name: 'second-guide',
    };
    expect(await ask('deployments.preflight', input)).toMatchObject([
      { device: 'corridor', name: 'second-guide', port: 5700 },
    ]);
    const added = (await act('deployments.add', input)).result?.data as RunView[] | undefined;
    const run = added?.[0];
    if (run === undefined) throw new Error('nothing was added');
    await vi.waitFor(() => {
      expect(agent.desired.at(-1)?.deployments).toContainEqual(
        expect.objectContaining({ id: run.deployment, change: run.id }),
      );
    });
    await say(run, { type: 'run.step', step: 'answering', state: 'done' });
    await say(run, { ...finished, outcome: 'done' });
    expect(await ask('runs.get', { run: run.id })).toMatchObject({
      state: 'done',
      initiationMs: 90,
      deploymentMs: null,
    });
    const removal = (await act('deployments.remove', { deployment: run.deployment })).result
      ?.data as RunView;
    expect(removal).toMatchObject({ kind: 'remove', state: 'queued' });
    await say(removal, { ...finished, outcome: 'done', initiationMs: null });
    const left = await ask<DeploymentView | undefined>('deployments.get', {
      deployment: run.deployment,
    });
    expect(left).toBeUndefined();
    expect(
      await ask<RunView[]>('runs.list', { site: 'demo', deployment: run.deployment }),
    ).toMatchObject([
      { id: removal.id, state: 'done', undoable: true },
      { id: run.id, state: 'done' },
    ]);
  });

  it('is told the field that a release has no word for', async () => {
    const matrix = await ask<Matrix>('nanoservices.matrix', { site: 'demo' });
    const release = matrix.nanoservices.find(({ name }) => name === 'meeting-room')?.releases[0];
    const make = (change: Record<string, unknown>) =>
      act('nanoservices.create', {
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
