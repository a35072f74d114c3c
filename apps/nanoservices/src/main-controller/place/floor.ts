import type { ZoneId } from '@nanoedge/protocol';

/** What of the plan matters for placing keys. */
export interface ScannedPlan {
  zones: readonly ZoneId[];
  /** Pairs between which one walks directly; the order within a pair means nothing. */
  neighbours: readonly (readonly [ZoneId, ZoneId])[];
  scanners: readonly { id: string; zone: ZoneId; at?: Spot }[];
  /** The zones' corners, as on the plan; a zone without them is known by its doors only. */
  outlines?: ReadonlyMap<ZoneId, readonly Spot[]>;
}

/** A point of the plan in metres. */
export type Spot = readonly [x: number, y: number];

/** The same by index, so that a step costs no look-up by name. */
export interface Floor {
  zones: readonly ZoneId[];
  zoneAt: ReadonlyMap<ZoneId, number>;
  scannerAt: ReadonlyMap<string, number>;
  /** Of each zone, where one can walk from it. */
  doors: readonly (readonly number[])[];
  /** Of each zone, how many doors lie between it and each scanner. */
  hops: readonly (readonly number[])[];
  outlines: readonly (readonly Spot[] | null)[];
  spots: readonly (Spot | null)[];
}

/**
 * A zone that no pair names is a neighbour of every zone, for people do get there. Scanners in
 * zones that do not exist are left out.
 */
export const floorOf = ({ zones, neighbours, scanners, outlines }: ScannedPlan): Floor => {
  const zoneAt = new Map(zones.map((zone, index) => [zone, index]));
  const named = new Set(neighbours.flat());
  const walkable = (one: ZoneId, other: ZoneId): boolean =>
    one !== other &&
    (!named.has(one) ||
      !named.has(other) ||
      neighbours.some((pair) => pair.includes(one) && pair.includes(other)));
  const doors = zones.map((from) =>
    zones.flatMap((to, index) => (walkable(from, to) ? [index] : [])),
  );
  const placed = scanners.flatMap(({ id, zone, at: spot }) => {
    const at = zoneAt.get(zone);
    return at === undefined ? [] : [{ id, at, spot: spot ?? null }];
  });
  const ways = zones.map((_zone, from) => hopsFrom(from, doors));
  return {
    zones,
    zoneAt,
    scannerAt: new Map(placed.map(({ id }, index) => [id, index])),
    doors,
    hops: ways.map((way) => placed.map(({ at }) => way[at] ?? zones.length)),
    outlines: zones.map((zone) => outlines?.get(zone) ?? null),
    spots: placed.map(({ spot }) => spot),
  };
};

/** To each zone the least number of doors; what cannot be reached is as far as can be. */
const hopsFrom = (from: number, doors: Floor['doors']): number[] => {
  const hops = doors.map((_zone, index) => (index === from ? 0 : doors.length));
  const queue = [from];
  for (const zone of queue) {
    const next = (hops[zone] ?? 0) + 1;
    for (const door of doors[zone] ?? []) {
      if (next >= (hops[door] ?? 0)) continue;
      hops[door] = next;
      queue.push(door);
    }
  }
  return hops;
};
