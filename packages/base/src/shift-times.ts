import { epochMs } from './clock.ts';

/** The moments of a meeting are people's, whatever a machine believed the time to be. */
const ofPeople: ReadonlySet<string> = new Set(['startsAt', 'endsAt']);

const isMoment = (name: string): boolean =>
  !ofPeople.has(name) &&
  (/^(?:at|until|since|hops)$/.test(name) || /(?:At|Since|Until)$/.test(name));

const moved = (value: unknown, byMs: number, moment: boolean): unknown => {
  // A zero stands for never
  if (typeof value === 'number') return moment && value !== 0 ? epochMs(value + byMs) : value;
  if (Array.isArray(value)) return value.map((each) => moved(each, byMs, moment));
  if (value instanceof Map)
    return new Map([...value].map(([key, each]) => [key, moved(each, byMs, false)]));
  if (value instanceof Set || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      moved(each, byMs, moment ? !ofPeople.has(name) : isMoment(name)),
    ]),
  );
};

/**
 * The same state in the time of a clock that was shifted by `byMs`, so that what was to last ten
 * seconds more still does. Moments are known by their names, as everywhere in this tree: `at`,
 * `since`, `until`, and what ends like them; all of `hops` are. `startsAt` and `endsAt` stay.
 */
export const shiftTimes = <T>(state: T, byMs: number): T => moved(state, byMs, false) as T;
