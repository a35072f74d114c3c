import type { Expectations, SpotExpectation } from './expectation.ts';
import type { Reading } from './strengths.ts';
import type { PlaceTuning } from './tuning.ts';

/** A spot's expectations as they are reckoned with, by scanner: nothing of it costs a logarithm. */
interface Gauge {
  means: readonly number[];
  /** One over the square of the spread. */
  weights: readonly number[];
  heard: readonly number[];
  silent: readonly number[];
}

type Weighing = Pick<PlaceTuning, 'keySpreadDb' | 'outlier'>;

const gaugeOf = (spot: SpotExpectation): Gauge => ({
  means: spot.map(({ mean }) => mean),
  weights: spot.map(({ spread }) => 1 / spread ** 2),
  heard: spot.map(({ spread, silence }) => Math.log((1 - silence) / spread)),
  silent: spot.map(({ silence }) => Math.log(silence)),
});

/** How well what is heard of a key fits a zone. */
export interface ZoneFit {
  /** The likelihood, as a logarithm. */
  log: number;
  /** How much stronger it is heard than is expected at the likeliest spot (dB). */
  excess: number;
}

/** How well what is heard of a key fits each zone. `bias`: how much stronger it is as a rule (dB). */
export class Fitting {
  readonly #zones: readonly (readonly Gauge[])[];
  readonly #keyWeight: number;
  readonly #most: number;

  constructor(expectations: Expectations, { keySpreadDb, outlier }: Weighing) {
    this.#zones = expectations.map((spots) => spots.map(gaugeOf));
    this.#keyWeight = 1 / keySpreadDb ** 2;
    this.#most = outlier ** 2;
  }

  /** A key is at any of a zone's spots alike, so a zone fits as well as the mean of them. */
  fits(readings: readonly Reading[], bias: number): ZoneFit[] {
    const said = saidBy(readings);
    return this.#zones.map((gauges) => this.#fitZone(gauges, said, bias));
  }

  #fitZone(gauges: readonly Gauge[], said: Said, bias: number): ZoneFit {
    const fits = gauges.map((gauge) => this.#fit(gauge, said, bias));
    const best = Math.max(...fits);
    let sum = 0;
    for (const each of fits) sum += Math.exp(each - best);
    const likeliest = gauges[fits.indexOf(best)];
    return {
      log: best + Math.log(sum / fits.length),
      excess: likeliest === undefined ? bias : shiftOf(likeliest, said, { bias, weight: 0 }),
    };
  }

  /**
   * The key may be weaker or stronger just now than it is as a rule (a body in the way): the
   * likeliest shift common to all scanners is taken out first, and costs as much as it is unlikely.
   */
  #fit(gauge: Gauge, said: Said, bias: number): number {
    const { means, weights, heard, silent } = gauge;
    const shift = shiftOf(gauge, said, { bias, weight: this.#keyWeight });
    let log = -((shift - bias) ** 2 * this.#keyWeight) / 2;
    for (let at = 0; at < said.levels.length; at += 1) {
      const scanner = said.hearing[at] ?? 0;
      const off = (said.levels[at] ?? 0) - (means[scanner] ?? 0) - shift;
      const cost = off * off * (weights[scanner] ?? 0);
      log += (heard[scanner] ?? 0) - (cost < this.#most ? cost : this.#most) / 2;
    }
    for (let at = 0; at < said.silent.length; at += 1) log += silent[said.silent[at] ?? 0] ?? 0;
    return log;
  }
}

/**
 * Readings, sorted by what they say: which scanners hear the key and how strong, and which are
 * silent. Lists of numbers, for on the nano runtime each spot is reckoned by them.
 */
interface Said {
  hearing: readonly number[];
  levels: readonly number[];
  silent: readonly number[];
}

const saidBy = (readings: readonly Reading[]): Said => ({
  hearing: readings.flatMap((reading, scanner) => (typeof reading === 'number' ? [scanner] : [])),
  levels: readings.filter((reading) => typeof reading === 'number'),
  silent: readings.flatMap((reading, scanner) => (reading === 'silent' ? [scanner] : [])),
});

/** The likeliest shift common to all scanners, when `bias` is believed with this weight. */
const shiftOf = (
  { means, weights }: Gauge,
  { hearing, levels }: Said,
  { bias, weight }: { bias: number; weight: number },
): number => {
  let sum = bias * weight;
  let all = weight;
  for (let at = 0; at < levels.length; at += 1) {
    const scanner = hearing[at] ?? 0;
    const each = weights[scanner] ?? 0;
    sum += ((levels[at] ?? 0) - (means[scanner] ?? 0)) * each;
    all += each;
  }
  return all === 0 ? bias : sum / all;
};
