import type { DeviceId, FloorPlan, RoomId, ZoneId } from '@nanoedge/protocol';
import type { planFindings } from '@nanoedge/words';

/** What a finding is about; of a thing, `id` is its device's and its own name with a `/` between. */
export interface PlanObject {
  object: 'plan' | 'floor' | 'zone' | 'room' | 'door' | 'waypoint' | 'device' | 'thing' | 'route';
  id: string;
}

/** An `error` must be put right; a `warning` may be meant. */
export interface PlanFinding {
  kind: keyof typeof planFindings;
  weight: 'error' | 'warning';
  about: PlanObject;
  message: string;
  remedy: string;
}

/** A plan, and what of its site is known besides; what is not given is not checked against. */
export interface PlanFacts {
  plan: FloorPlan;
  rooms?: readonly { id: RoomId; name: string; zone: ZoneId }[];
  devices?: readonly { id: DeviceId; name: string; zone: ZoneId }[];
}

interface Words {
  message: string;
  remedy: string;
}

export const finding = (
  kind: PlanFinding['kind'],
  about: PlanObject,
  words: Words,
): PlanFinding => ({ kind, weight: 'error', about, ...words });

/** What is in a list a second time, by a key of its items. */
export const repeated = <T>(items: readonly T[], keyOf: (item: T) => string): T[] =>
  items.filter((item, index) =>
    items.slice(0, index).some((before) => keyOf(before) === keyOf(item)),
  );
