import {
  atMinuteOfDay,
  hourOfDay,
  hourOnDay,
  hoursOnDay,
  isSameDay,
  type ZonedDay,
} from '@nanoedge/base';

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

/** How high an hour is drawn, and how high a meeting is at least, so that it can be read and hit. */
export const hourPx = 52;
export const leastPx = 24;

/** The hours a day's column shows: 8 to 18, wider when a meeting needs it. */
export const shownHours = (items: readonly Span[], zone: string): { from: number; to: number } =>
  items.reduce(
    (hours, { startsAt, endsAt }) => {
      const overnight = !isSameDay(startsAt, endsAt, zone);
      return {
        from: Math.min(hours.from, overnight ? 0 : Math.floor(hourOfDay(startsAt, zone))),
        to: Math.max(hours.to, overnight ? 24 : Math.ceil(hourOfDay(endsAt, zone))),
      };
    },
    { from: 8, to: 18 },
  );

/**
 * Where a moment of the day stands in its column, as a share of the shown hours. The clock on the
 * wall decides, so 10 o'clock stands at 10 also on a day that has 23 or 25 hours.
 */
export const shareOf = (day: ZonedDay, hours: { from: number; to: number }, at: number): number =>
  (hourOnDay(day, at) - hours.from) / (hours.to - hours.from);

/**
 * Lays out the meetings of one day between the shown hours; those that overlap share the width, and
 * so do those that would be drawn over each other because a short one is drawn higher than it lasts.
 * One over midnight has a part in each of its days.
 */
export const layoutDay = <T extends Span>(
  items: readonly T[],
  day: ZonedDay,
  hours: { from: number; to: number },
): Placed<T>[] => {
  const least = Math.min(1, leastPx / hourPx / (hours.to - hours.from));
  const within = (hour: number): number =>
    Math.min(1, Math.max(0, (hour - hours.from) / (hours.to - hours.from)));
  const drawn = items
    .flatMap((item) => {
      const covered = hoursOnDay(day, item);
      if (covered === null) return [];
      const [top, end] = [within(covered.from), within(covered.to)];
      if (end <= 0 || top >= 1) return [];
      // A short one at the end of the day begins earlier, so that it is inside its column
      const drawnTop = Math.min(top, 1 - least);
      return [{ item, top: drawnTop, bottom: Math.max(end, drawnTop + least) }];
    })
    .toSorted((a, b) => a.top - b.top || b.bottom - a.bottom);
  const placed: Placed<T>[] = [];
  let group: Placed<T>[] = [];
  let groupEnd = -Infinity;
  const close = () => {
    const lanes = group.reduce((most, { lane }) => Math.max(most, lane + 1), 1);
    placed.push(...group.map((entry) => ({ ...entry, lanes })));
    group = [];
  };
  for (const { item, top, bottom } of drawn) {
    if (top >= groupEnd) close();
    const busy = new Set(
      group.filter((other) => other.top + other.height > top).map((other) => other.lane),
    );
    let lane = 0;
    while (busy.has(lane)) lane += 1;
    group.push({ item, top, height: bottom - top, lane, lanes: 1 });
    groupEnd = Math.max(groupEnd, bottom);
  }
  close();
  return placed;
};

/** A day's time from a share of its column, on the quarter of an hour. */
export const timeAt = (
  share: number,
  { start, zone }: ZonedDay,
  hours: { from: number; to: number },
): number => {
  const quarters = Math.round(
    (hours.from + Math.min(1, Math.max(0, share)) * (hours.to - hours.from)) * 4,
  );
  return atMinuteOfDay(start, quarters * 15, zone);
};
