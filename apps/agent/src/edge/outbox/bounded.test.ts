import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EpochMs, type EventBody, parse, ZoneId } from '@nanoedge/protocol';
import { scratchFolder } from '../../../test/support/scratch.ts';
import { openDatabase } from '../../store/database.ts';
import { Outbox } from './outbox.ts';

const source = { deployment: null, nanoservice: null };
const zone = parse(ZoneId, 'entrance', 'zone');
const at = (n: number) => parse(EpochMs, n, 'at');
const sensed = (n: number): EventBody => ({ type: 'presence.detected', at: at(n), zone });
const applied = (n: number): EventBody => ({ type: 'desired.applied', at: at(n), revision: n });
const refused = (n: number): EventBody => ({
  type: 'identity.refused',
  at: at(n),
  zone,
  reason: 'unknown',
  person: null,
  journey: null,
});

const open = (limit: { events: number; bytes: number }, folder = scratchFolder()): Outbox => {
  const database = openDatabase(join(folder, 'agent.db'));
  onTestFinished(() => database.close());
  return new Outbox(database, limit);
};
const small = { events: 1_000, bytes: 1_000_000 };
const all = (outbox: Outbox): EventBody[] => {
  const found: EventBody[] = [];
  let seq = outbox.lastSeq() - outbox.depth();
  for (let batch = outbox.batch(seq); batch.length > 0; batch = outbox.batch(seq)) {
    for (const event of batch) {
      seq += 1;
      expect(event.seq).toBe(seq);
      found.push(event.body);
    }
  }
  return found;
};
const ofType = <T extends EventBody['type']>(
  bodies: readonly EventBody[],
  type: T,
): Extract<EventBody, { type: T }>[] =>
  bodies.filter((body): body is Extract<EventBody, { type: T }> => body.type === type);

describe('an outbox that nobody empties', () => {
  it('says once that it fills, before anything is given up', () => {
    const outbox = open(small);
    for (let n = 1; n <= 900; n += 1) outbox.append(source, sensed(n));
    const bodies = all(outbox);
    expect(ofType(bodies, 'outbox.filling')).toEqual([
      {
        type: 'outbox.filling',
        at: 801,
        events: 801,
        bytes: expect.any(Number),
        mostEvents: 1_000,
        mostBytes: 1_000_000,
      },
    ]);
    expect(ofType(bodies, 'presence.detected')).toHaveLength(900);
  });

  it('keeps within its limit, gives up what was sensed first, and says how much in its place', () => {
    const outbox = open(small);
    for (let n = 1; n <= 3_000; n += 1)
      outbox.append(source, n % 10 === 0 ? refused(n) : n % 10 === 5 ? applied(n) : sensed(n));
    const bodies = all(outbox);
    expect(outbox.depth()).toBeLessThanOrEqual(1_000);
    expect(ofType(bodies, 'identity.refused')).toHaveLength(300);
    const [notice, ...more] = ofType(bodies, 'events.given-up');
    expect(more).toEqual([]);
    const left = bodies.length - 1 - ofType(bodies, 'outbox.filling').length;
    expect(notice?.count).toBe(3_000 - left);
    expect(notice?.types['presence.detected']).toBe(
      2_400 - ofType(bodies, 'presence.detected').length,
    );
    // The oldest batch may be on its way: nothing of it is given up
    expect(bodies.slice(0, 500)).toEqual(
      Array.from({ length: 500 }, (_, index) => expect.objectContaining({ at: index + 1 })),
    );
    expect(notice?.from).toBe(501);
  });

  it('is bounded by its bytes as well', () => {
    const outbox = open({ events: 1_000_000, bytes: 150_000 });
    for (let n = 1; n <= 3_000; n += 1) outbox.append(source, sensed(n));
    expect(Number(outbox.report().bytes)).toBeLessThanOrEqual(150_000);
    expect(ofType(all(outbox), 'events.given-up')[0]?.count).toBeGreaterThan(1_000);
  });

  it('keeps the numbers of what may have been sent, and goes on without a gap', () => {
    const outbox = open(small);
    for (let n = 1; n <= 1_000; n += 1) outbox.append(source, sensed(n));
    const sent = outbox.batch(0);
    for (let n = 1_001; n <= 2_000; n += 1) outbox.append(source, sensed(n));
    expect(outbox.batch(0)).toEqual(sent);
    outbox.ack(sent.length);
    expect(outbox.batch(sent.length)[0]?.seq).toBe(sent.length + 1);
    all(outbox);
  });

  it('names what is given up after a notice was sent in a notice of its own', () => {
    const outbox = open(small);
    let n = 0;
    const flood = (count: number): void => {
      for (const end = n + count; n < end; ) outbox.append(source, sensed((n += 1)));
    };
    flood(1_500);
    const first = ofType(all(outbox), 'events.given-up')[0]?.count ?? 0;
    outbox.ack(500);
    flood(1_000);
    const counts = ofType(all(outbox), 'events.given-up').map(({ count }) => count);
    const kept = ofType(all(outbox), 'presence.detected').length;
    expect(counts.reduce((sum, count) => sum + count, 0) + kept + 500).toBeGreaterThanOrEqual(
      2_500,
    );
    expect(first).toBeGreaterThan(0);
  });

  it('may fill and warn again once it was emptied', () => {
    const outbox = open(small);
    for (let n = 1; n <= 900; n += 1) outbox.append(source, sensed(n));
    outbox.ack(outbox.lastSeq());
    for (let n = 1; n <= 900; n += 1) outbox.append(source, sensed(n));
    expect(ofType(all(outbox), 'outbox.filling')).toHaveLength(1);
  });
});
