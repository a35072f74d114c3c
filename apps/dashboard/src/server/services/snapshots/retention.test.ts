import { DeploymentId, parse, SnapshotId } from '@nanoedge/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Keepable, reclaimable } from './retention.ts';

const dayMs = 24 * 3_600_000;
const now = 1_000 * dayMs;
const snapshot = (id: string, deployment: string, daysOld: number): Keepable => ({
  id: parse(SnapshotId, id, 'id'),
  deployment: parse(DeploymentId, deployment, 'id'),
  takenAt: now - daysOld * dayMs,
  needed: false,
  removedAt: null,
});
const deleted = (snapshots: Keepable[], keepCount: number, keepDays: number): string[] =>
  [...reclaimable(snapshots, { keepCount, keepDays }, now)].toSorted();

describe('retention', () => {
  it('deletes what is beyond the count and what is older than the days', () => {
    const snapshots = [1, 2, 3, 40].map((days) => snapshot(`s${String(days)}`, 'a', days));
    expect(deleted(snapshots, 2, 365)).toEqual(['s3', 's40']);
    expect(deleted(snapshots, 10, 30)).toEqual(['s40']);
  });

  it('keeps the newest of each deployment, however old it is', () => {
    expect(
      deleted([snapshot('a1', 'a', 400), snapshot('a2', 'a', 401), snapshot('b1', 'b', 900)], 5, 1),
    ).toEqual(['a2']);
  });

  it('gives up the newest of a removed deployment once it was removed as long ago', () => {
    const removed = (daysAgo: number): Keepable => ({
      ...snapshot('last', 'a', 95),
      removedAt: now - daysAgo * dayMs,
    });
    expect(deleted([removed(91)], 10, 90)).toEqual(['last']);
    expect(deleted([removed(89)], 10, 90)).toEqual([]);
    expect(deleted([{ ...removed(91), needed: true }], 10, 90)).toEqual([]);
  });

  it('keeps what an open run needs', () => {
    expect(
      deleted(
        [
          snapshot('new', 'a', 0),
          { ...snapshot('needed', 'a', 99), needed: true },
          snapshot('old', 'a', 99),
        ],
        1,
        1,
      ),
    ).toEqual(['old']);
  });

  const some = fc.uniqueArray(
    fc.record({
      id: fc.stringMatching(/^[a-z0-9]{1,6}$/).map((id) => parse(SnapshotId, id, 'id')),
      deployment: fc.constantFrom('a', 'b', 'c').map((id) => parse(DeploymentId, id, 'id')),
      takenAt: fc.integer({ min: now - 200 * dayMs, max: now }),
      needed: fc.boolean(),
      removedAt: fc.constant(null),
    }),
    { selector: (one) => one.id, maxLength: 40 },
  );
  const rules = fc.record({
    keepCount: fc.integer({ min: 1, max: 8 }),
    keepDays: fc.integer({ min: 1, max: 200 }),
  });

  it('keeps of any snapshots the newest of each deployment, all that are needed, and all that are young and few', () => {
    fc.assert(
      fc.property(some, rules, (snapshots, rule) => {
        const gone = reclaimable(snapshots, rule, now);
        for (const one of snapshots) {
          const newer = snapshots.filter(
            (other) => other.deployment === one.deployment && other.takenAt > one.takenAt,
          ).length;
          const isYoung = one.takenAt >= now - rule.keepDays * dayMs;
          const ties =
            snapshots.filter(
              (other) => other.deployment === one.deployment && other.takenAt === one.takenAt,
            ).length - 1;
          if (one.needed || (newer + ties < rule.keepCount && isYoung))
            expect(gone.has(one.id)).toBe(false);
          if (!one.needed && (newer >= rule.keepCount || (!isYoung && newer > 0)))
            expect(gone.has(one.id)).toBe(true);
        }
        for (const deployment of new Set(snapshots.map((one) => one.deployment)))
          expect(snapshots.some((one) => one.deployment === deployment && !gone.has(one.id))).toBe(
            true,
          );
      }),
    );
  });

  it('has nothing left to delete after its own round, in whatever order it reads them', () => {
    fc.assert(
      fc.property(some, rules, (snapshots, rule) => {
        const gone = reclaimable(snapshots, rule, now);
        expect(reclaimable(snapshots.toReversed(), rule, now)).toEqual(gone);
        expect(
          reclaimable(
            snapshots.filter((one) => !gone.has(one.id)),
            rule,
            now,
          ).size,
        ).toBe(0);
      }),
    );
  });
});
