import { heardLevel, seeded, sendsEveryMs, type PlannedStay } from '@nanoedge/base/radio';
import type { IdentityKey, WalkRadio, ZoneId } from '@nanoedge/protocol';
import type { Building } from './building.ts';

/** Somebody's walk through a building: where they truly are, and how their key is heard. */
export interface Visit {
  key: IdentityKey;
  stays: readonly PlannedStay[];
  radio: WalkRadio;
  seed: number;
}

/** A PIR rises once a second while somebody stirs: always at first, seldom once they sit. */
const pirHighMs = 600;
const stirsForMs = 15_000;
const stirsLaterShare = 0.1;

const lookEveryMs = 250;

const endOf = ({ stays }: Visit): number => stays.at(-1)?.untilMs ?? Number.POSITIVE_INFINITY;

/** Where somebody truly is; null: not in the building. */
export const trulyIn = ({ stays }: Visit, ms: number): ZoneId | null =>
  stays.find(({ fromMs, untilMs }) => ms >= fromMs && ms < (untilMs ?? ms + 1))?.zone ?? null;

/** How many people make a sensor rise just now: their pulses overlap. */
class Pulses {
  readonly #building: Building;
  readonly #high = new Map<string, number>();

  constructor(building: Building) {
    this.#building = building;
  }

  rise(zone: string): void {
    this.#change(zone, 1);
    this.#building.clock.after(pirHighMs, () => this.#change(zone, -1));
  }

  #change(zone: string, by: number): void {
    const before = this.#high.get(zone) ?? 0;
    this.#high.set(zone, before + by);
    if (before === 0 || before + by === 0) this.#building.at(zone).move(before + by > 0);
  }
}

const moveAsIn = (building: Building, { stays, seed }: Visit, pulses: Pulses): void => {
  const random = seeded(seed);
  for (const { zone, fromMs, untilMs } of stays)
    for (let ms = 0; fromMs + ms < (untilMs ?? 0); ms += 1000)
      if (ms < stirsForMs || random() < stirsLaterShare)
        building.clock.after(fromMs + ms, () => pulses.rise(zone));
};

const sendAsIn = (building: Building, visit: Visit): void => {
  const { key, radio } = visit;
  const everyMs = sendsEveryMs(radio);
  for (let number = 1; number * everyMs < endOf(visit); number += 1) {
    const ms = number * everyMs;
    building.clock.after(ms, () => {
      for (const [zone, gateway] of building.gateways) {
        const level = heardLevel(radio, zone as ZoneId, { ms, number, key: 0 });
        if (level !== null) gateway.advertise(key, level);
      }
    });
  }
};

/**
 * Plays visits from now on until everybody left and `thenMs` more; calls `look` every quarter of a
 * second with the time since they began.
 */
export const playVisits = async (
  building: Building,
  visits: readonly Visit[],
  { thenMs, look }: { thenMs: number; look: (ms: number) => void },
): Promise<void> => {
  const pulses = new Pulses(building);
  for (const visit of visits) {
    moveAsIn(building, visit, pulses);
    sendAsIn(building, visit);
  }
  const until = Math.max(...visits.map(endOf)) + thenMs;
  for (let ms = lookEveryMs; ms <= until; ms += lookEveryMs) {
    await building.pass(lookEveryMs);
    look(ms);
  }
};
