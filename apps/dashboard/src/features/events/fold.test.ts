import { DeploymentId, NanoserviceName, parse } from '@nanoedge/protocol';
import { eventWith } from '@nanoedge/protocol/testing';
import { expect, it } from 'vitest';

import { foldRepeats } from './fold.ts';

const minute = 60_000;
const about = {
  deployment: parse(DeploymentId, 'd-1', 'deployment'),
  nanoservice: parse(NanoserviceName, 'blinker', 'nanoservice'),
};
const seen = (id: number, body: Record<string, unknown>) => {
  const event = eventWith(id, { type: 'agent.started', version: '1' } as never);
  return { event: { ...event, body: { ...about, ...body } as never }, pageAt: 0 };
};
const failed = (id: number, at: number, detail = 'no volume') =>
  seen(id, { type: 'service.failed', at, detail });
const exited = (id: number, at: number) =>
  seen(id, { type: 'service.exited', at, exitCode: 3, detail: 'exit code 3' });
const noticed = (id: number, at: number) => seen(id, { type: 'presence.detected', zone: 'a', at });

const shown = (...events: ReturnType<typeof seen>[]) =>
  foldRepeats(events.toReversed()).map(({ seen: { event }, count }) => [event.id, count]);

it('shows once what comes again and again, with its count, among everything else', () => {
  expect(
    shown(
      failed(1, minute),
      exited(2, minute),
      noticed(3, 2 * minute),
      failed(4, 3 * minute),
      exited(5, 3 * minute),
      failed(6, 5 * minute),
      exited(7, 5 * minute),
    ),
  ).toEqual([
    [7, 3],
    [6, 3],
    [3, 1],
  ]);
});

it('says since when', () => {
  const [row] = foldRepeats([failed(3, 9 * minute), failed(2, 5 * minute), failed(1, minute)]);
  expect(row).toMatchObject({ count: 3, since: minute });
});

it('keeps apart what differs, what is rare, and what is long past', () => {
  expect(shown(failed(1, 1), failed(2, 2, 'no network'), failed(3, 3))).toEqual([
    [3, 1],
    [2, 1],
    [1, 1],
  ]);
  expect(shown(failed(1, 0), failed(2, 60 * minute), failed(3, 61 * minute))).toHaveLength(3);
});

it('never folds what happens to people', () => {
  expect(shown(noticed(1, 1), noticed(2, 2), noticed(3, 3))).toHaveLength(3);
});
