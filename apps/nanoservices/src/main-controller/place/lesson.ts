import type { ZoneId } from '@nanoedge/protocol';
import { expectedByPlan } from './by-plan.ts';
import type { Expectation, Expectations } from './expectation.ts';
import type { Floor } from './floor.ts';
import { LessonSpots, type LessonSpot, wholeOf } from './spots.ts';
import { Strengths } from './strengths.ts';
import { noTally, pulledMean, scatterOf, type Tally } from './tally.ts';
import type { PlaceTuning } from './tuning.ts';

/**
 * How many steps of counting each expectation is worth that was there before. Half a minute stands
 * at one place or walks one way, and says too little of the rest of the zone to be believed alone.
 */
export interface LessonPrior {
  /** Of the plan's mean against the zone's own, and of the zone's against a stretch's own. */
  planSteps: number;
  zoneSteps: number;
  /** Of this scatter within a stretch (dB) against what was counted. */
  spreadSteps: number;
  spread: number;
  silenceSteps: number;
  /** How long a stretch is, and how many a zone has at most. */
  spotSteps: number;
  spots: number;
}

export const lessonPrior: LessonPrior = {
  planSteps: 120,
  zoneSteps: 15,
  spreadSteps: 100,
  spread: 3.5,
  silenceSteps: 2,
  spotSteps: 20,
  spots: 16,
};

interface LessonParts {
  floor: Floor;
  tuning: PlaceTuning;
  prior?: LessonPrior;
}

/**
 * Learns what each scanner hears in each zone from one key that somebody carries there: `begin` in
 * a zone, then what is heard and ticks, as for `ZoneTracker`. All scanners are to listen meanwhile.
 */
export class Lesson {
  readonly #floor: Floor;
  readonly #tuning: PlaceTuning;
  readonly #prior: LessonPrior;
  readonly #zones: LessonSpots[];
  readonly #listens: boolean[];
  readonly #taughtMs: number[];
  #strengths: Strengths;
  #zone: number | null = null;
  #steppedAt: number | null = null;

  constructor({ floor, tuning, prior = lessonPrior }: LessonParts) {
    this.#floor = floor;
    this.#tuning = tuning;
    this.#prior = prior;
    const scanners = floor.scannerAt.size;
    this.#zones = floor.zones.map(() => this.#blank());
    this.#taughtMs = floor.zones.map(() => 0);
    this.#listens = Array.from({ length: scanners }, () => true);
    this.#strengths = new Strengths(scanners);
  }

  /** From now on the key is in this zone; null: nobody says where. */
  begin(zone: ZoneId | null): void {
    this.#zone = zone === null ? null : (this.#floor.zoneAt.get(zone) ?? null);
    this.#strengths = new Strengths(this.#floor.scannerAt.size);
    this.#steppedAt = null;
  }

  /** What was taught of a zone counts no longer. */
  forget(zone: ZoneId): void {
    const index = this.#floor.zoneAt.get(zone);
    if (index === undefined) return;
    this.#zones[index] = this.#blank();
    this.#taughtMs[index] = 0;
  }

  hear(scanner: string, rssi: number): void {
    const index = this.#floor.scannerAt.get(scanner);
    if (index !== undefined) this.#strengths.hear(index, rssi);
  }

  tick(at: number): void {
    const { stepMs } = this.#tuning;
    const last = this.#steppedAt;
    if (last !== null && Math.floor(at / stepMs) <= Math.floor(last / stepMs)) return;
    this.#steppedAt = at;
    const readings = this.#strengths.close(at, this.#listens, this.#tuning);
    if (this.#zone === null) return;
    this.#zones[this.#zone]?.count(readings);
    const lasted = last === null ? stepMs : at - last;
    this.#taughtMs[this.#zone] = (this.#taughtMs[this.#zone] ?? 0) + lasted;
  }

  /** How long the key was in a zone (ms). */
  taughtMs(zone: ZoneId): number {
    const index = this.#floor.zoneAt.get(zone);
    return index === undefined ? 0 : (this.#taughtMs[index] ?? 0);
  }

  /** A zone in which nothing was counted is expected as the plan lets expect it. */
  learned(): Expectations {
    const spots = this.#zones.map((zone) => zone.all());
    const wholes = spots.map((zone) => wholeOf(zone, this.#listens.length));
    const planned = expectedByPlan(this.#floor).map(([spot = []]) => spot);
    const shift = meanShift(wholes, planned);
    return planned.map((plan, at) => {
      const shifted = plan.map((each) => ({ ...each, mean: each.mean + shift }));
      const zone = spots[at] ?? [];
      return zone.length === 0 ? [shifted] : this.#expected(zone, wholes[at] ?? [], shifted);
    });
  }

  #blank(): LessonSpots {
    const { spotSteps: length, spots: most } = this.#prior;
    return new LessonSpots({ scanners: this.#floor.scannerAt.size, length, most });
  }

  #expected(
    zone: readonly LessonSpot[],
    whole: LessonSpot,
    plan: readonly Expectation[],
  ): Expectation[][] {
    const { planSteps, zoneSteps, spreadSteps, spread, silenceSteps } = this.#prior;
    const general = plan.map(({ mean, silence }, scanner) => {
      const tally = whole[scanner] ?? noTally;
      const scatter = zone.reduce((sum, spot) => sum + scatterOf(spot[scanner] ?? noTally), 0);
      return {
        mean: pulledMean(tally, mean, planSteps),
        spread: Math.sqrt((scatter + spreadSteps * spread ** 2) / (tally.heard + spreadSteps)),
        silence:
          (tally.silent + silenceSteps * silence) / (tally.heard + tally.silent + silenceSteps),
      };
    });
    return zone.map((spot) =>
      general.map((each, scanner) => ({
        ...each,
        mean: pulledMean(spot[scanner] ?? noTally, each.mean, zoneSteps),
      })),
    );
  }
}

/** How much louder this building and key are than the plan lets expect (dB). */
const meanShift = (
  wholes: readonly (readonly Tally[])[],
  planned: readonly (readonly Expectation[])[],
): number => {
  const shifts = wholes.flatMap((zone, at) =>
    zone.flatMap(({ heard, sum }, scanner) => {
      const plan = planned[at]?.[scanner];
      return heard === 0 || plan === undefined ? [] : [sum / heard - plan.mean];
    }),
  );
  return shifts.reduce((sum, shift) => sum + shift, 0) / Math.max(1, shifts.length);
};
