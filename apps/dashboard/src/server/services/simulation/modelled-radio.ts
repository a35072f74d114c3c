import { randomInt } from 'node:crypto';
import { wayThrough } from '@nanoedge/base/radio';
import {
  type FloorPlan,
  ModelledRadio,
  parse,
  type WalkCommand,
  type ZoneId,
} from '@nanoedge/protocol';

/** Where the scanner of each zone is: at its mark on the plan, else in the middle of the zone. */
const scannersOf = ({ things, zones }: FloorPlan) =>
  zones.map(({ id, outline }) => {
    const mark = things.find(({ kind, zone }) => kind === 'ble' && zone === id);
    const mean = (axis: 0 | 1): number =>
      outline.reduce((sum, point) => sum + point[axis], 0) / Math.max(1, outline.length);
    return { zone: id, at: mark?.at ?? [mean(0), mean(1)] };
  });

/** Seeds that are short enough to be said. */
const mostSeeds = 1_000_000;

export const anySeed = (): number => randomInt(mostSeeds);

/** The radio of a walk over this plan; the same seed is the same walk, heard alike. */
export const modelledRadio = (
  plan: FloorPlan,
  legs: WalkCommand['legs'],
  seed: number,
): ModelledRadio => {
  const outlines = new Map<ZoneId, FloorPlan['zones'][number]['outline']>(
    plan.zones.map(({ id, outline }) => [id, outline]),
  );
  const way = wayThrough(legs, outlines, seed);
  return parse(ModelledRadio, { kind: 'modelled', seed, scanners: scannersOf(plan), way }, 'radio');
};
