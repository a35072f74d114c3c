import { eventWith } from '@nanoedge/protocol/testing';
import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RunCache } from './run-cache.ts';
import { newsOf } from './run-reducer.ts';
import type { Run } from './run.ts';
import { testRun } from './test-run.ts';

const keys = {
  all: { queryKey: ['runs'] },
  one: { queryKey: ['runs', 'get'] },
  lists: { queryKey: ['runs', 'list'] },
  open: ['runs', 'list', { open: true }],
};
const recent = ['runs', 'list', { limit: 30 }];
const one = ['runs', 'get', { run: 'run-1' }];

const step = (id: number, name: string, run = 'run-1') =>
  newsOf(
    eventWith(id, { type: 'run.step', run, deployment: 'd-1', step: name, state: 'running' }),
  ) ?? [];
const end = (id: number) =>
  newsOf(
    eventWith(id, {
      type: 'run.finished',
      run: 'run-1',
      deployment: 'd-1',
      outcome: 'done',
      reason: null,
      exitCode: null,
      logLines: [],
      snapshot: null,
      imageSent: false,
      initiationMs: null,
    }),
  ) ?? [];

const world = () => {
  const queries = new QueryClient();
  const ask = vi.fn<() => void>();
  const cache = new RunCache(queries, keys, ask);
  const controller = new AbortController();
  cache.start(controller.signal);
  const stepsOf = (key: readonly unknown[]) =>
    queries.getQueryData<Run[]>(key)?.map((run) => run.steps.map((entry) => entry.step));
  return { queries, ask, cache, controller, stepsOf };
};

let here: ReturnType<typeof world>;
beforeEach(() => {
  here = world();
});
afterEach(() => {
  here.controller.abort();
  here.queries.clear();
});

it('shows a step wherever the run is shown, without a question to the server', () => {
  const { queries, ask, cache, stepsOf } = here;
  queries.setQueryData(keys.open, [testRun()]);
  queries.setQueryData(recent, [testRun()]);
  queries.setQueryData(one, testRun());
  cache.take([step(1, 'stopping')].flat());
  expect(stepsOf(keys.open)).toEqual([['stopping']]);
  expect(stepsOf(recent)).toEqual([['stopping']]);
  expect(queries.getQueryData<Run>(one)?.steps).toHaveLength(1);
  expect(ask).not.toHaveBeenCalled();
});

it('takes a run that ended out of the open ones, and keeps it among the last', () => {
  const { queries, cache } = here;
  queries.setQueryData(keys.open, [testRun()]);
  queries.setQueryData(recent, [testRun()]);
  cache.take([end(1)].flat());
  expect(queries.getQueryData<Run[]>(keys.open)).toEqual([]);
  expect(queries.getQueryData<Run[]>(recent)?.map(({ state }) => state)).toEqual(['done']);
});

it('asks for a run that nobody has read, once', () => {
  const { queries, ask, cache } = here;
  queries.setQueryData(keys.open, [testRun()]);
  cache.take([step(1, 'stopping', 'run-2')].flat());
  cache.take([step(2, 'removing', 'run-2')].flat());
  expect(ask).toHaveBeenCalledTimes(1);
  cache.forget();
  cache.take([step(3, 'removing', 'run-2')].flat());
  expect(ask).toHaveBeenCalledTimes(2);
});

it('takes news in again that came while an older answer was on its way', async () => {
  const { queries, cache, stepsOf } = here;
  const reply = Promise.withResolvers<Run[]>();
  cache.take([step(1, 'stopping')].flat());
  const read = queries.fetchQuery({ queryKey: recent, queryFn: () => reply.promise });
  cache.take([step(2, 'snapshotting')].flat());
  reply.resolve([testRun()]);
  await read;
  await vi.waitFor(() => expect(stepsOf(recent)).toEqual([['snapshotting']]));
});

it('leaves what is to be read again as it is, so that it does not pass for current', async () => {
  const { queries, cache, stepsOf } = here;
  queries.setQueryData(recent, [testRun()]);
  await queries.invalidateQueries(keys.lists);
  cache.take([step(1, 'stopping')].flat());
  expect(stepsOf(recent)).toEqual([[]]);
  expect(queries.getQueryState(recent)?.isInvalidated).toBe(true);
});
