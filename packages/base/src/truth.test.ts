import { expect, it } from 'vitest';
import {
  type Doubt,
  isExpected,
  reportEveryMs,
  reportHoldsMs,
  type Sight,
  truthOf,
} from './truth.ts';

const now = 1_800_000_000_000;

interface Case {
  watched?: boolean;
  connected?: boolean;
  /** Age of the last report; null: there has been none. */
  age?: number | null;
  reachable?: boolean;
  databaseDown?: boolean;
}

const sight = ({
  watched = true,
  connected = true,
  age = 0,
  reachable = true,
  databaseDown = false,
}: Case): Sight => ({
  watched,
  databaseDown,
  device: {
    connected,
    heardAt: age === null ? null : now - age,
    engineSeenAt: age === null ? null : now - age - (reachable ? 0 : 60_000),
    reported: age === null ? null : { engine: { reachable } },
  },
});

const ages = [0, reportEveryMs, reportHoldsMs, reportHoldsMs + 1, 15_000, 40_000, 86_400_000];
const fresh = (age: number): boolean => age <= reportHoldsMs;

it.each(ages)('says of a report that is %i ms old what holds, whatever is broken', (age) => {
  const said = (entry: Case): Doubt | null => truthOf(sight({ age, ...entry }), now).doubt;
  const silent = fresh(age) ? null : 'silent';
  const rows: [Case, Doubt | null][] = [
    [{}, silent],
    [{ reachable: false }, fresh(age) ? 'engine' : 'silent'],
    [{ databaseDown: true }, fresh(age) ? null : 'database'],
    [{ databaseDown: true, reachable: false }, fresh(age) ? 'engine' : 'database'],
    [{ databaseDown: true, connected: false }, 'offline'],
    [{ databaseDown: true, watched: false }, 'link'],
    [{ connected: false }, 'offline'],
    [{ connected: false, reachable: false }, 'offline'],
    [{ watched: false }, 'link'],
    [{ watched: false, reachable: false }, 'link'],
    [{ watched: false, connected: false }, 'link'],
    [{ watched: false, connected: false, reachable: false }, 'link'],
  ];
  for (const [entry, doubt] of rows) expect([entry, said(entry)]).toEqual([entry, doubt]);
});

it('believes no report from the future, which a clock that was set back leaves behind', () => {
  expect(truthOf(sight({ age: -3_600_000 }), now).doubt).toBe('silent');
  expect(truthOf(sight({ age: -500 }), now).doubt).toBeNull();
});

it('says when services were last known to be as they were said', () => {
  expect(truthOf(sight({ age: 40_000 }), now).lastTrueAt).toBe(now - 40_000);
  expect(truthOf(sight({ age: 2_000, reachable: false }), now).lastTrueAt).toBe(now - 62_000);
  expect(truthOf(sight({ age: null }), now)).toEqual({ doubt: null, lastTrueAt: null });
});

it('doubts what a dashboard of before has kept without the time at which it heard it', () => {
  const { device, watched } = sight({});
  const kept = { watched, device: { ...device, heardAt: null, engineSeenAt: null } };
  expect(truthOf(kept, now)).toEqual({ doubt: 'silent', lastTrueAt: null });
});

it('expects a device that has never come, and misses one that has', () => {
  expect(isExpected(sight({ connected: false, age: null }).device)).toBe(true);
  expect(isExpected(sight({ age: null }).device)).toBe(false);
  expect(isExpected(sight({ connected: false }).device)).toBe(false);
});

it('lets two reports be late before it doubts', () => {
  expect(reportHoldsMs).toBeGreaterThan(2 * reportEveryMs);
});
