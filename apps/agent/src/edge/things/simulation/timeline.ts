import type { EpochMs, IdentityKey, WalkCommand, WalkRadio, ZoneId } from '@nanoedge/protocol';

/** One stay in a zone; `until` null: until the walker leaves. */
export interface Stay {
  zone: ZoneId;
  from: number;
  until: number | null;
}

/**
 * The stays of a walk in `zones` that are not over at `now`, in order of their beginning (epoch
 * ms).
 */
export const staysOf = (walk: WalkCommand, zones: ReadonlySet<ZoneId>, now: EpochMs): Stay[] =>
  walk.legs
    .filter(({ zone }) => zones.has(zone))
    .map(({ zone, fromMs, untilMs }) => ({
      zone,
      from: walk.startAt + fromMs,
      until: untilMs === null ? null : walk.startAt + untilMs,
    }))
    .filter(({ from, until }) => until === null || (until > now && until > from))
    .toSorted((a, b) => a.from - b.from);

/**
 * Milliseconds until a key that just entered is heard first: its advertising runs already, we come
 * in at any point.
 */
export const firstAdvertMs = (random: () => number): number => Math.round(random() * 1_000);

/**
 * Milliseconds to the next advertisement: 1 s, and the random delay that BLE adds against
 * collisions (here ± 50 ms).
 */
export const nextAdvertMs = (random: () => number): number => Math.round(950 + random() * 100);

/** Milliseconds until a walk that went on for `ms` sends its next packet, and that one's number. */
export const nextPacket = (ms: number, everyMs: number): { number: number; inMs: number } => {
  const number = Math.max(0, Math.floor(ms / everyMs) + 1);
  return { number, inMs: number * everyMs - ms };
};

/** Signal strength in a room: around −55 dBm, ± 6. */
export const rssiOf = (random: () => number): number => Math.round(-61 + random() * 12);

/**
 * How long a PIR's output stays high, and how long after a rising edge it may rise again, while
 * somebody moves.
 */
export const pulse = { highMs: 600, everyMs: 1_000 };

/**
 * With a radio of their own people also sit as people do: a PIR sees them for a while after they
 * came, and then seldom.
 */
export const stirring = { everySecondForMs: 15_000, shareOfSecondsAfter: 0.1 };

export interface Walker {
  walker: string;
  keys: readonly IdentityKey[];
  radio?: WalkRadio | undefined;
}
