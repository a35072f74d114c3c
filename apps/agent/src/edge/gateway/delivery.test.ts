import { ManualClock } from '@nanoedge/base/testing';
import { DeploymentId } from '@nanoedge/protocol';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { Delivery } from './delivery.ts';

const [first, second] = [DeploymentId.parse('engine-a'), DeploymentId.parse('engine-b')];

/** What was taken, in order, as `address body`; addresses in `refusing` take nothing. */
const newGround = () => {
  const clock = new ManualClock();
  const taken: string[] = [];
  const asked: string[] = [];
  const refusing = new Set<string>();
  const delivery = new Delivery<number>({
    clock,
    log: pino({ level: 'silent' }),
    what: 'number',
    send: async ({ address }, body) => {
      asked.push(`${address} ${String(body)}`);
      if (refusing.has(address)) throw new Error('no answer');
      taken.push(`${address} ${String(body)}`);
    },
  });
  const all = [first, second];
  const give = (
    body: number,
    to: readonly DeploymentId[],
    present: readonly DeploymentId[] = all,
  ) => delivery.assign(new Map(to.map((id) => [id, body])), new Set(present));
  const answers = (id: DeploymentId, address: string) =>
    delivery.answering(id, { container: `c-${address}`, address });
  return { clock, delivery, give, answers, taken, asked, refusing };
};

describe('what services are given', () => {
  it('is put to every service that is given it, and again when it changes', async () => {
    const { clock, give, answers, taken } = newGround();
    give(1, [first, second]);
    answers(first, '10.0.0.2');
    answers(second, '10.0.0.3');
    await clock.advance(0);
    give(2, [first, second]);
    await clock.advance(0);
    expect(taken).toEqual(['10.0.0.2 1', '10.0.0.3 1', '10.0.0.2 2', '10.0.0.3 2']);
  });

  it('is put once while nothing changes, and anew to a service that started again', async () => {
    const { clock, give, answers, taken } = newGround();
    answers(first, '10.0.0.2');
    give(1, [first]);
    await clock.advance(0);
    give(1, [first]);
    await clock.advance(60_000);
    expect(taken).toEqual(['10.0.0.2 1']);
    answers(first, '10.0.0.4');
    await clock.advance(0);
    expect(taken).toEqual(['10.0.0.2 1', '10.0.0.4 1']);
  });

  it('is tried again on one that does not take it, which keeps no other waiting', async () => {
    const { clock, give, answers, taken, refusing } = newGround();
    refusing.add('10.0.0.2');
    answers(first, '10.0.0.2');
    answers(second, '10.0.0.3');
    give(1, [first, second]);
    await clock.advance(5_000);
    expect(taken).toEqual(['10.0.0.3 1']);
    refusing.clear();
    await clock.advance(15_000);
    expect(taken).toEqual(['10.0.0.3 1', '10.0.0.2 1']);
  });

  it('goes only to those that are given it, also when that changes while they run', async () => {
    const { clock, give, answers, asked, refusing } = newGround();
    refusing.add('10.0.0.2');
    answers(first, '10.0.0.2');
    give(1, [first]);
    await clock.advance(0);
    give(2, []);
    await clock.advance(60_000);
    expect(asked).toEqual(['10.0.0.2 1']);
    refusing.clear();
    give(2, [first]);
    await clock.advance(0);
    expect(asked).toEqual(['10.0.0.2 1', '10.0.0.2 2']);
    give(3, [], []);
    give(3, [first]);
    await clock.advance(0);
    expect(asked).toEqual(['10.0.0.2 1', '10.0.0.2 2']);
  });

  it('waits for it when a service answers first, and stops with the agent', async () => {
    const { clock, delivery, give, answers, asked, refusing } = newGround();
    answers(first, '10.0.0.2');
    await clock.advance(60_000);
    expect(asked).toEqual([]);
    refusing.add('10.0.0.2');
    give(1, [first]);
    await clock.advance(0);
    delivery.stop();
    await clock.advance(60_000);
    expect(asked).toEqual(['10.0.0.2 1']);
  });
});
