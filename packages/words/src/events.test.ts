import type { StoredEvent } from '@nanoedge/protocol';
import { eventWith } from '@nanoedge/protocol/testing';
import { expect, it } from 'vitest';
import { eventWords } from './events.ts';

const names = { zone: (id: string) => id, device: (id: string) => id };
const run = { run: 'r1', deployment: 'kb-engine-e78d76a8' };

it('a step of a run names its deployment, what is done and the bytes so far', () => {
  const step = eventWith(1, {
    type: 'run.step',
    ...run,
    step: 'sending',
    state: 'running',
    bytes: 120_000,
    totalBytes: 250_000,
  });
  expect(eventWords(step, names)).toMatchObject({
    text: 'kb-engine: Send the image, began, 120 kB of 250 kB',
    tone: 'accent',
  });
});

it('the end of a run says the outcome and its reason', () => {
  const end = { type: 'run.finished', ...run, logLines: [], snapshot: null, imageSent: false };
  const back = eventWith(2, {
    ...end,
    outcome: 'rolled-back',
    reason: 'exit code 1',
    exitCode: 1,
    initiationMs: null,
  });
  expect(eventWords(back, names)).toMatchObject({
    text: 'kb-engine: the change is rolled back, exit code 1',
    tone: 'broken',
  });
  const done = eventWith(3, {
    ...end,
    outcome: 'done',
    reason: null,
    exitCode: null,
    initiationMs: 140,
  });
  expect(eventWords(done, names)).toMatchObject({
    text: 'kb-engine: the change is done, answered 140 ms after create',
    tone: 'ok',
  });
});

it('drift says what was found and put right', () => {
  const drift = eventWith(4, {
    type: 'service.drifted',
    deployment: 'd',
    nanoservice: 'blinker',
    detail: 'its container was removed',
  });
  expect(eventWords(drift, names).text).toBe(
    'blinker was changed by hand and put right: its container was removed',
  );
});

it('an event of a type that is not known yet is named, with who said it', () => {
  const known = eventWith(5, { type: 'agent.started', version: '1.0.0' });
  const newer = { ...known, body: { type: 'door.opened' } } as unknown as StoredEvent;
  expect(eventWords(newer, names)).toEqual({
    text: 'door.opened',
    tone: 'unknown',
    journey: null,
    zone: null,
  });
});
