import { ManualClock } from '@nanoedge/base/testing';
import { DeploymentId, Roster } from '@nanoedge/protocol';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { RosterPush } from './roster-push.ts';

const [first, second] = [DeploymentId.parse('engine-a'), DeploymentId.parse('engine-b')];

const roster = (revision: number): Roster => Roster.parse({ revision, people: [], meetings: [] });

const given = (...ids: DeploymentId[]): { id: DeploymentId; roster: boolean }[] =>
  ids.map((id) => ({ id, roster: true }));

/** What was taken, in order, as `address revision`; addresses in `refusing` take nothing. */
const newGround = () => {
  const clock = new ManualClock();
  const taken: string[] = [];
  const asked: string[] = [];
  const refusing = new Set<string>();
  const push = new RosterPush({
    clock,
    log: pino({ level: 'silent' }),
    send: async (address, { revision }) => {
      asked.push(`${address} ${String(revision)}`);
      if (refusing.has(address)) throw new Error('no answer');
      taken.push(`${address} ${String(revision)}`);
    },
  });
  return { clock, push, taken, asked, refusing };
};

describe('the roster', () => {
  it('is put to every service that is given it, and again when it changes', async () => {
    const { clock, push, taken } = newGround();
    push.assign(roster(1), given(first, second));
    push.answering(first, '10.0.0.2');
    push.answering(second, '10.0.0.3');
    await clock.advance(0);
    push.assign(roster(2), given(first, second));
    await clock.advance(0);
    expect(taken).toEqual(['10.0.0.2 1', '10.0.0.3 1', '10.0.0.2 2', '10.0.0.3 2']);
  });

  it('is put once while nothing changes, and anew to a service that started again', async () => {
    const { clock, push, taken } = newGround();
    push.answering(first, '10.0.0.2');
    push.assign(roster(1), given(first));
    await clock.advance(0);
    push.assign(roster(1), given(first));
    await clock.advance(60_000);
    expect(taken).toEqual(['10.0.0.2 1']);
    push.answering(first, '10.0.0.4');
    await clock.advance(0);
    expect(taken).toEqual(['10.0.0.2 1', '10.0.0.4 1']);
  });

  it('is tried again on one that does not take it, which keeps no other waiting', async () => {
    const { clock, push, taken, refusing } = newGround();
    refusing.add('10.0.0.2');
    push.answering(first, '10.0.0.2');
    push.answering(second, '10.0.0.3');
    push.assign(roster(1), given(first, second));
    await clock.advance(5_000);
    expect(taken).toEqual(['10.0.0.3 1']);
    refusing.clear();
    await clock.advance(15_000);
    expect(taken).toEqual(['10.0.0.3 1', '10.0.0.2 1']);
  });

  it('goes only to those that are given it, also when that changes while they run', async () => {
    const { clock, push, asked, refusing } = newGround();
    refusing.add('10.0.0.2');
    push.answering(first, '10.0.0.2');
    push.assign(roster(1), given(first));
    await clock.advance(0);
    push.assign(roster(2), [{ id: first, roster: false }]);
    await clock.advance(60_000);
    expect(asked).toEqual(['10.0.0.2 1']);
    refusing.clear();
    push.assign(roster(2), given(first));
    await clock.advance(0);
    expect(asked).toEqual(['10.0.0.2 1', '10.0.0.2 2']);
    push.assign(roster(3), []);
    push.assign(roster(3), given(first));
    await clock.advance(0);
    expect(asked).toEqual(['10.0.0.2 1', '10.0.0.2 2']);
  });

  it('waits for a roster when a service answers first, and stops with the agent', async () => {
    const { clock, push, asked, refusing } = newGround();
    push.answering(first, '10.0.0.2');
    await clock.advance(60_000);
    expect(asked).toEqual([]);
    refusing.add('10.0.0.2');
    push.assign(roster(1), given(first));
    await clock.advance(0);
    push.stop();
    await clock.advance(60_000);
    expect(asked).toEqual(['10.0.0.2 1']);
  });
});
