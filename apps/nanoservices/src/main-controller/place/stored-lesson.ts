import type { PlaceLesson, ScannerLesson, ZoneLesson } from '@nanoedge/protocol';
import { expectedByPlan } from './by-plan.ts';
import type { Expectation, Expectations, SpotExpectation } from './expectation.ts';
import type { Floor } from './floor.ts';

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

const within = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value));

/** What was learned in these zones, as it is kept. Scanners are named by their zones. */
export const storedZones = (floor: Floor, learned: Expectations): ZoneLesson[] =>
  floor.zones.map((zone, at) => ({ zone, scanners: scannersOf(floor, learned[at] ?? []) }));

const scannersOf = (floor: Floor, spots: readonly SpotExpectation[]): ScannerLesson[] =>
  [...floor.scannerAt].flatMap(([scanner, index]) => {
    const [first] = spots.flatMap((spot) => spot[index] ?? []);
    if (first === undefined) return [];
    const means = spots.flatMap((spot) => spot[index] ?? []).map(({ mean }) => round(mean, 1));
    const spread = round(within(first.spread, 0.5, 40), 2);
    const silence = round(within(first.silence, 0.001, 0.999), 3);
    return [{ scanner: scanner as ScannerLesson['scanner'], means, spread, silence }];
  });

/**
 * What a kept lesson lets expect. Of a zone that it does not have, and of a scanner that came later,
 * the plan is asked.
 */
export const expectedByLesson = (floor: Floor, { zones }: PlaceLesson): Expectations => {
  const taught = new Map(zones.map((each) => [each.zone, each.scanners]));
  return expectedByPlan(floor).map((planned, at) => {
    const zone = floor.zones[at];
    const scanners = zone === undefined ? undefined : taught.get(zone);
    return scanners === undefined ? planned : spotsOf(floor, scanners, planned[0] ?? []);
  });
};

const spotsOf = (
  floor: Floor,
  scanners: readonly ScannerLesson[],
  planned: SpotExpectation,
): SpotExpectation[] => {
  const count = Math.max(...scanners.map(({ means }) => means.length));
  const ids = [...floor.scannerAt.keys()];
  return Array.from({ length: count }, (_spot, spot) =>
    planned.map((plan, index): Expectation => {
      const heard = scanners.find(({ scanner }) => scanner === ids[index]);
      if (heard === undefined) return plan;
      const { means, spread, silence } = heard;
      return { mean: means[spot] ?? means.at(-1) ?? plan.mean, spread, silence };
    }),
  );
};
