import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EpochMs, type AgentOwnEvent } from '@nanoedge/protocol';
import { scratchFolder } from '../../../test/support/scratch.ts';
import { openDatabase } from '../../store/database.ts';
import { Outbox } from './outbox.ts';

const source = { deployment: null, nanoservice: null };
const event: AgentOwnEvent = { type: 'desired.applied', at: EpochMs.parse(1), revision: 1 };

const open = (folder = scratchFolder()): Outbox => {
  const database = openDatabase(join(folder, 'agent.db'));
  onTestFinished(() => database.close());
  return new Outbox(database);
};

const seqs = (outbox: Outbox, after = 0): number[] => outbox.batch(after).map(({ seq }) => seq);

describe('the outbox', () => {
  it('numbers events from 1 without gaps and gives them back in order', () => {
    const outbox = open();
    expect(outbox.lastSeq()).toBe(0);
    expect([1, 2, 3].map(() => outbox.append(source, event))).toEqual([1, 2, 3]);
    expect(seqs(outbox, 1)).toEqual([2, 3]);
    expect(outbox.batch(2)).toEqual([{ seq: 3, source, body: event }]);
  });

  it('forgets what was acknowledged, but never uses a number twice', () => {
    const folder = scratchFolder();
    const outbox = open(folder);
    for (let n = 0; n < 3; n += 1) outbox.append(source, event);
    outbox.ack(3);
    expect(outbox.depth()).toBe(0);
    expect(outbox.lastSeq()).toBe(3);
    expect(open(folder).append(source, event)).toBe(4);
  });

  it('bounds a batch by count and by size, and always gives at least one', () => {
    const outbox = open();
    for (let n = 0; n < 5; n += 1) outbox.append(source, event);
    expect(outbox.batch(0, { events: 2, bytes: 1_000_000 })).toHaveLength(2);
    expect(outbox.batch(0, { events: 500, bytes: 1 })).toHaveLength(1);
  });

  it('goes on after the numbers that the dashboard has from an earlier life, and loses nothing', () => {
    const outbox = open();
    outbox.append(source, event);
    outbox.resume(10);
    expect(seqs(outbox, 10)).toEqual([11]);
    expect(outbox.append(source, event)).toBe(12);
    outbox.resume(11);
    expect(seqs(outbox, 11)).toEqual([12]);
  });

  it('sends again, under its numbers, what a dashboard that went back to an older copy does not have', () => {
    const outbox = open();
    for (let n = 0; n < 5; n += 1) outbox.append(source, event);
    outbox.resume(0);
    outbox.ack(3);
    outbox.resume(2);
    expect(seqs(outbox, 2)).toEqual([3, 4]);
    expect(outbox.lastSeq()).toBe(4);
  });

  it('tells its listeners after the disk has the event', () => {
    const outbox = open();
    const depths: number[] = [];
    const unsubscribe = outbox.onAppend(() => depths.push(outbox.depth()));
    outbox.append(source, event);
    unsubscribe();
    outbox.append(source, event);
    expect(depths).toEqual([1]);
  });
});
