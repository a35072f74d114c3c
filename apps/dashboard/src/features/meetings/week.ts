import { addDays, atMinuteOfDay, hourOfDay, isSameDay } from '@nanoedge/base';

export interface Span {
  startsAt: number;
  endsAt: number;
}
/**
 * Where a meeting stands in its day's column: `top` and `height` as shares of the shown hours,
 * `lane` of `lanes` side by side.
 */
export interface Placed<T> {
  item: T;
  top: number;
  height: number;
  lane: number;
  lanes: number;
}

/** The hours a day's column shows: 8 to 18, wider when a meeting needs it. */
export const shownHours = (items: readonly Span[]): { from: number; to: number } =>
  items.reduce(
    (hours, { startsAt, endsAt }) => {
      const overnight = !isSameDay(startsAt, endsAt);
      return {
        from: Math.min(hours.from, overnight ? 0 : Math.floor(hourOfDay(startsAt))),
        to: Math.max(hours.to, overnight ? 24 : Math.ceil(hourOfDay(endsAt))),
      };
    },
    { from: 8, to: 18 },
  );

/**
 * Lays out the meetings of one day (`dayStart` its midnight) between the shown hours; those that
 * overlap share the width.
 */
export const layoutDay = <T extends Span>(
  items: readonly T[],
  dayStart: number,
  hours: { from: number; to: number },
): Placed<T>[] => {
  const [from, to] = [dayStart + hours.from * 3_600_000, dayStart + hours.to * 3_600_000];
  const inDay = items.filter(
    (item) =>
      item.endsAt > Math.max(dayStart, from) && item.startsAt < Math.min(addDays(dayStart, 1), to),
  );
  const sorted = inDay.toSorted((a, b) => a.startsAt - b.startsAt || b.endsAt - a.endsAt);
  const placed: Placed<T>[] = [];
  let group: Placed<T>[] = [];
  let groupEnd = -Infinity;
  const close = () => {
    const lanes = group.reduce((most, { lane }) => Math.max(most, lane + 1), 1);
    placed.push(...group.map((entry) => ({ ...entry, lanes })));
    group = [];
  };
  for (const item of sorted) {
    if (item.startsAt >= groupEnd) close();
    const busy = new Set(
      group.filter((entry) => entry.item.endsAt > item.startsAt).map((entry) => entry.lane),
    );
    let lane = 0;
    while (busy.has(lane)) lane += 1;
    const [start, end] = [Math.max(item.startsAt, from), Math.min(item.endsAt, to)];
    group.push({
      item,
      top: (start - from) / (to - from),
      height: (end - start) / (to - from),
      lane,
      lanes: 1,
    });
    groupEnd = Math.max(groupEnd, item.endsAt);
  }
  close();
  return placed;
};

/** A day's time from a share of its column, on the quarter of an hour. */
export const timeAt = (
  share: number,
  dayStart: number,
  hours: { from: number; to: number },
): number => {
  const quarters = Math.round(
    (hours.from + Math.min(1, Math.max(0, share)) * (hours.to - hours.from)) * 4,
  );
  return atMinuteOfDay(dayStart, quarters * 15);
};
