import { eventWith } from '@nanoedge/protocol/testing';
import { describe, expect, it } from 'vitest';
import { mustAsk, newsOf, reduceRun, type RunNews } from './run-reducer.ts';
import { testRun, testStep } from './test-run.ts';

const newsWith = (id: number, body: Record<string, unknown>): RunNews => {
  const news = newsOf(eventWith(id, { run: 'run-1', deployment: 'd-1', ...body }));
  if (news === null) throw new TypeError('not a run event');
  return news;
};

const stepNews = (id: number, step: string, over: Record<string, unknown> = {}): RunNews =>
  newsWith(id, { type: 'run.step', step, state: 'running', ...over });

const endNews = (id: number, outcome: string, over: Record<string, unknown> = {}): RunNews =>
  newsWith(id, {
    type: 'run.finished',
    outcome,
    reason: null,
    exitCode: null,
    logLines: [],
    snapshot: null,
    imageSent: false,
    initiationMs: null,
    ...over,
  });

const queued = testRun({ state: 'queued', waiting: 'Closet is busy with another first.' });

describe('a step of a run', () => {
  it('begins it, and what it waited for is over', () => {
    const run = reduceRun(queued, stepNews(1, 'sending', { bytes: 0, totalBytes: 100 }));
    expect(run).toMatchObject({ state: 'running', waiting: null, cancellable: true });
    expect(run.steps).toEqual([testStep('sending', { bytes: 0, of: 100 })]);
  });

  it('keeps when it began, and the bytes and words that are not told again', () => {
    const news = [
      stepNews(1, 'sending', { at: 1000, bytes: 60, totalBytes: 100, detail: 'two layers' }),
      stepNews(2, 'sending', { at: 1500, state: 'done' }),
    ];
    expect(news.reduce(reduceRun, queued).steps).toEqual([
      testStep('sending', {
        state: 'done',
        endedAt: 1500,
        bytes: 60,
        of: 100,
        detail: 'two layers',
      }),
    ]);
  });

  it('stands in the order of time, and at one moment in the order of the work', () => {
    const news = ['starting', 'creating', 'stopping'].map((step, at) => stepNews(at + 1, step));
    expect(news.reduce(reduceRun, queued).steps.map(({ step }) => step)).toEqual([
      'stopping',
      'creating',
      'starting',
    ]);
  });

  it('past the point of no return takes the way back', () => {
    expect(reduceRun(queued, stepNews(1, 'snapshotting')).cancellable).toBe(true);
    expect(reduceRun(queued, stepNews(1, 'removing')).cancellable).toBe(false);
  });

  it('leaves a run that is being taken back as it waits', () => {
    const waiting = 'Closet is taking it back.';
    const run = testRun({ reason: 'Cancelled by Ada.', waiting, cancellable: false });
    expect(reduceRun(run, stepNews(1, 'stopping'))).toMatchObject({ waiting, cancellable: false });
  });

  it('tells the deployment time with the first answer, where the image was brought', () => {
    const answer = stepNews(9, 'answering', { state: 'done' });
    expect(reduceRun(queued, answer).deploymentMs).toBeNull();
    const sent = reduceRun(queued, stepNews(1, 'sending', { bytes: 5, totalBytes: 5 }));
    expect(sent.sentBytes).toBe(5);
    expect(reduceRun(sent, answer).deploymentMs).toBe(answer.receivedAt - queued.requestedAt);
  });

  it('of another run, or of one that has ended, changes nothing', () => {
    const ended = testRun({ state: 'done' });
    expect(reduceRun(ended, stepNews(1, 'stopping'))).toBe(ended);
    const other = stepNews(1, 'stopping', { run: 'run-2' });
    expect(reduceRun(queued, other)).toBe(queued);
  });
});

describe('the end of a run', () => {
  it('carries how it ended, and its last words', () => {
    const end = endNews(7, 'failed', { reason: 'It exited.', exitCode: 3, logLines: ['no'] });
    expect(reduceRun(testRun({ kind: 'add' }), end)).toMatchObject({
      state: 'failed',
      reason: 'It exited.',
      exitCode: 3,
      logLines: ['no'],
      finishedAt: end.receivedAt,
      cancellable: false,
      undoable: false,
    });
  });

  it('makes a removal undoable, and nothing else', () => {
    expect(reduceRun(testRun(), endNews(1, 'done')).undoable).toBe(true);
    expect(reduceRun(testRun({ kind: 'add' }), endNews(1, 'done')).undoable).toBe(false);
  });

  it('is a cancellation when somebody took it back just before it was done', () => {
    const run = testRun({ kind: 'change', reason: 'Cancelled by Ada.' });
    expect(reduceRun(run, endNews(1, 'done'))).toMatchObject({
      state: 'cancelled',
      reason: 'Cancelled by Ada.',
    });
  });

  it('of a removal that was taken back too late says that it is gone', () => {
    const run = testRun({ reason: 'Cancelled by Ada.' });
    expect(reduceRun(run, endNews(1, 'done'))).toMatchObject({ state: 'done', reason: null });
  });

  it('keeps the deployment time only where the image was brought', () => {
    const run = testRun({ kind: 'add', deploymentMs: 820 });
    const imageSent = { imageSent: true, initiationMs: 140 };
    expect(reduceRun(run, endNews(1, 'done', imageSent))).toMatchObject({
      deploymentMs: 820,
      initiationMs: 140,
    });
    expect(reduceRun(run, endNews(1, 'done')).deploymentMs).toBeNull();
  });
});

describe('the server is asked', () => {
  const other = { id: testRun().id, device: testRun().device };
  const another = {
    ...other,
    id: newsWith(1, { ...stepNews(1, 'sending').body, run: 'b' }).body.run,
  };

  it('when a run begins or ends on whose device another one waits', () => {
    expect(mustAsk(queued, stepNews(1, 'stopping'), [another])).toBe(true);
    expect(mustAsk(testRun(), endNews(1, 'done'), [another])).toBe(true);
    expect(mustAsk(testRun(), stepNews(1, 'stopping'), [another])).toBe(false);
    expect(mustAsk(queued, stepNews(1, 'stopping'), [other])).toBe(false);
  });

  it('when what was cancelled was removed all the same', () => {
    expect(mustAsk(testRun({ state: 'cancelled' }), endNews(1, 'done'), [])).toBe(true);
    expect(mustAsk(testRun({ state: 'done' }), endNews(1, 'done'), [])).toBe(false);
  });

  it('for a deployment time that the steps did not tell', () => {
    const steps = [testStep('answering', { state: 'done', endedAt: 2000 })];
    const end = endNews(1, 'done', { imageSent: true });
    expect(mustAsk(testRun({ steps }), end, [])).toBe(true);
    expect(mustAsk(testRun({ steps, deploymentMs: 9 }), end, [])).toBe(false);
  });
});
