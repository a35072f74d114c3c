import { describe, expect, it } from 'vitest';
import type { DeploymentSpec } from '@nanoedge/protocol';
import {
  change,
  changed,
  former,
  own,
  removal,
  restart,
  restoring,
  rolledBack,
  target,
} from '../../test/support/targets.ts';
import type { RunPhase } from './phase.ts';

describe('a restart', () => {
  const asked = { ...former, restart };
  const inState = (phase: Extract<RunPhase, { kind: 'restart' }>['phase']) =>
    target(asked, { [restart]: { kind: 'restart', phase } });

  it('happens once', () => {
    expect(target(asked)).toMatchObject({ run: restart, restart: true, snapshot: false });
    expect(inState({ name: 'queued' }).restart).toBe(true);
    expect(inState({ name: 'restarted' })).toMatchObject({ run: restart, restart: false });
    expect(inState({ name: 'ended', outcome: 'done' })).toMatchObject({
      run: null,
      restart: false,
    });
  });

  it('goes before a change that is open, too', () => {
    expect(target({ ...changed, restart })).toMatchObject({ run: restart, restart: true });
  });

  it('that is refused restarts nothing', () => {
    const verdict = { ...rolledBack, outcome: 'refused' as const };
    expect(inState({ name: 'going-back', verdict })).toMatchObject({
      run: restart,
      verdict: 'refused',
      restart: false,
    });
  });
});

describe('a removal', () => {
  const going = (snapshot: boolean): DeploymentSpec => ({
    ...former,
    removal: { run: removal, snapshot },
  });
  const inState = (phase: Extract<RunPhase, { kind: 'removal' }>['phase'], snapshot = true) =>
    target(going(snapshot), { [removal]: { kind: 'removal', phase } });

  it('waits for its snapshot, unless it was asked for without one', () => {
    expect(target(going(true))).toMatchObject({ goal: 'remove', run: removal, snapshot: true });
    expect(target(going(false))).toMatchObject({ goal: 'remove', snapshot: false });
    expect(inState({ name: 'stored', snapshot: own.snapshot })).toMatchObject({
      goal: 'remove',
      snapshot: false,
    });
  });

  it('goes before everything else that is open', () => {
    expect(
      target({ ...changed, restart, removal: { run: removal, snapshot: true } }),
    ).toMatchObject({ goal: 'remove', run: removal, restart: false, restore: null });
  });

  it('that was refused lets the service run again', () => {
    const verdict = { ...rolledBack, outcome: 'refused' as const };
    expect(inState({ name: 'going-back', verdict, saved: null })).toMatchObject({
      goal: 'run',
      spec: going(true),
      verdict: 'refused',
      snapshot: false,
    });
    expect(inState({ name: 'ended', outcome: 'refused', saved: null }).goal).toBe('run');
  });

  it('that is done leaves nothing', () => {
    expect(inState({ name: 'ended', outcome: 'done', saved: null })).toMatchObject({
      goal: 'gone',
      run: null,
    });
  });
});

describe('of several runs that are open', () => {
  it('a restart lets a change wait: nothing is saved and nothing is filled for it', () => {
    expect(target({ ...changed, restart })).toMatchObject({ run: restart, snapshot: false });
    const queued = { [change]: { kind: 'change', phase: { name: 'queued' } } } as const;
    expect(target({ ...restoring, restart }, queued)).toMatchObject({
      run: restart,
      restore: null,
      snapshot: false,
    });
  });

  it('a removal that was refused asks for no snapshot of the next one', () => {
    const asked = { ...former, restart, removal: { run: removal, snapshot: true } };
    const phase = { name: 'ended', outcome: 'refused', saved: null } as const;
    expect(target(asked, { [removal]: { kind: 'removal', phase } })).toMatchObject({
      goal: 'run',
      run: restart,
      restart: true,
      snapshot: false,
    });
  });
});
