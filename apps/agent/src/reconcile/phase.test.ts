import { describe, expect, it } from 'vitest';
import { SnapshotId } from '@nanoedge/protocol';
import { afterNews, firstPhase, RunPhase, type PhaseNews, type Verdict } from './phase.ts';

const snapshot = SnapshotId.parse('s1');
const verdict: Verdict = {
  outcome: 'rolled-back',
  reason: 'exit code 3',
  exitCode: 3,
  logLines: [],
};
const taken: PhaseNews = { type: 'snapshot-taken', snapshot };
const stored: PhaseNews = { type: 'snapshot-stored' };
const emptied: PhaseNews = { type: 'volumes-emptied' };
const filled: PhaseNews = { type: 'volumes-filled' };
const restarted: PhaseNews = { type: 'restarted' };
const turned: PhaseNews = { type: 'turned-back', verdict };
const ended: PhaseNews = { type: 'ended', outcome: 'done' };
const onDevice = { snapshot, on: 'device' };
const onDashboard = { snapshot, on: 'dashboard' };

const after = (kind: RunPhase['kind'], ...news: PhaseNews[]): RunPhase['phase'] =>
  news.reduce((state, one) => afterNews(state, one), firstPhase(kind)).phase;

describe('a change', () => {
  it('goes from its snapshot over emptied volumes to restored ones', () => {
    expect(after('change')).toEqual({ name: 'queued' });
    expect(after('change', taken)).toEqual({ name: 'storing', snapshot });
    expect(after('change', taken, stored)).toEqual({ name: 'stored', snapshot });
    expect(after('change', taken, stored, emptied)).toEqual({
      name: 'emptied',
      saved: onDashboard,
    });
    expect(after('change', taken, stored, emptied, filled)).toEqual({
      name: 'restored',
      saved: onDashboard,
    });
  });

  it('that had nothing to save is emptied without a snapshot', () => {
    expect(after('change', emptied)).toEqual({ name: 'emptied', saved: null });
    expect(after('change', emptied, filled)).toEqual({ name: 'restored', saved: null });
  });

  it('knows on its way back what became of its volumes', () => {
    const back = { name: 'going-back', verdict };
    expect(after('change', turned)).toEqual({ ...back, saved: null, volumes: 'kept' });
    expect(after('change', taken, turned)).toEqual({ ...back, saved: onDevice, volumes: 'kept' });
    const saved = { ...back, saved: onDashboard };
    const start = [taken, stored, emptied];
    expect(after('change', ...start, turned)).toEqual({ ...saved, volumes: 'emptied' });
    expect(after('change', ...start, turned, filled)).toEqual({ ...saved, volumes: 'refilled' });
    expect(after('change', ...start, filled, turned)).toEqual({ ...saved, volumes: 'restored' });
    expect(after('change', ...start, filled, turned, filled)).toEqual({
      ...saved,
      volumes: 'refilled-after-restored',
    });
  });

  it('keeps at its end what became of its volumes, and ends once', () => {
    const end = { name: 'ended', outcome: 'done', saved: onDashboard, volumes: 'restored' };
    expect(after('change', taken, stored, emptied, filled, ended)).toEqual(end);
    expect(after('change', taken, stored, emptied, filled, ended, turned)).toEqual(end);
    expect(
      after('change', taken, stored, emptied, filled, ended, { type: 'ended', outcome: 'failed' }),
    ).toEqual(end);
  });

  it('that ended by going back may still be filled again with what was there', () => {
    const end: PhaseNews = { type: 'ended', outcome: 'refused' };
    expect(after('change', taken, stored, emptied, turned, end, filled)).toMatchObject({
      name: 'ended',
      volumes: 'refilled',
    });
    expect(after('change', taken, stored, emptied, ended, filled)).toMatchObject({
      volumes: 'emptied',
    });
  });

  it('takes the last reason to go back', () => {
    const other: Verdict = { ...verdict, outcome: 'refused', reason: 'no room' };
    expect(after('change', turned, { type: 'turned-back', verdict: other })).toMatchObject({
      verdict: other,
    });
  });
});

describe('a restart', () => {
  it('has nothing to save and nothing to fill', () => {
    expect(after('restart', taken, stored, emptied, filled)).toEqual({ name: 'queued' });
    expect(after('restart', restarted)).toEqual({ name: 'restarted' });
    expect(after('restart', restarted, turned)).toEqual({ name: 'going-back', verdict });
    expect(after('restart', turned, restarted)).toEqual({ name: 'going-back', verdict });
    expect(after('restart', restarted, ended)).toEqual({ name: 'ended', outcome: 'done' });
  });
});

describe('a removal', () => {
  it('saves, and never fills anything', () => {
    expect(after('removal', taken)).toEqual({ name: 'storing', snapshot });
    expect(after('removal', taken, stored, emptied, filled, restarted)).toEqual({
      name: 'stored',
      snapshot,
    });
    expect(after('removal', taken, turned)).toEqual({
      name: 'going-back',
      verdict,
      saved: onDevice,
    });
    expect(after('removal', turned, taken)).toMatchObject({ saved: onDevice });
    expect(after('removal', taken, stored, ended)).toEqual({
      name: 'ended',
      outcome: 'done',
      saved: onDashboard,
    });
  });

  it('knows a snapshot that is stored while it goes back', () => {
    expect(after('removal', taken, turned, stored)).toMatchObject({ saved: onDashboard });
  });

  it('that is saved once more waits for nothing again', () => {
    const other = SnapshotId.parse('s2');
    expect(after('removal', taken, stored, { type: 'snapshot-taken', snapshot: other })).toEqual({
      name: 'stored',
      snapshot: other,
    });
  });

  it('that was never taken cannot be stored', () => {
    expect(after('removal', stored)).toEqual({ name: 'queued' });
  });
});

it('has no words for a state that cannot be', () => {
  const broken = [
    { kind: 'restart', phase: { name: 'emptied', saved: null } },
    { kind: 'removal', phase: { name: 'restored', saved: null } },
    { kind: 'change', phase: { name: 'restarted' } },
    { kind: 'change', phase: { name: 'stored' } },
    { kind: 'change', phase: { name: 'going-back', verdict, saved: null } },
    { kind: 'change', phase: { name: 'ended', saved: null, volumes: 'kept' } },
  ];
  for (const state of broken) expect(RunPhase.safeParse(state).success).toBe(false);
});

it('reads every state back from the disk as it was written', () => {
  const news = [taken, stored, emptied, filled, restarted, turned, filled, ended];
  const kinds: RunPhase['kind'][] = ['change', 'restart', 'removal'];
  for (const kind of kinds)
    news.reduce((state, one) => {
      const next = afterNews(state, one);
      expect(RunPhase.parse(JSON.parse(JSON.stringify(next)))).toEqual(next);
      return next;
    }, firstPhase(kind));
  const places = ['kept', 'emptied', 'restored', 'refilled', 'refilled-after-restored'];
  for (const volumes of places)
    for (const on of ['device', 'dashboard'])
      for (const outcome of ['rolled-back', 'refused']) {
        const saved = { snapshot, on };
        const phase = { name: 'going-back', verdict: { ...verdict, outcome }, saved, volumes };
        expect(RunPhase.parse({ kind: 'change', phase })).toEqual({ kind: 'change', phase });
      }
});

it('notes volumes that were emptied on the way back', () => {
  expect(after('change', turned, emptied)).toMatchObject({ volumes: 'emptied' });
  expect(after('change', emptied, filled, turned, emptied)).toMatchObject({ volumes: 'restored' });
  expect(after('change', ended, emptied)).toMatchObject({ volumes: 'kept' });
  expect(after('change', taken, emptied)).toEqual({ name: 'emptied', saved: onDevice });
  expect(after('change', emptied, restarted, emptied)).toEqual({ name: 'emptied', saved: null });
});
