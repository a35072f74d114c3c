import type * as z from 'zod/mini';
import type { DriverSettings, Lamp } from '@nanoedge/protocol';
import { coloursAt } from './colour-of.ts';

type Strip = z.infer<DriverSettings['lights']['wled']>;

/** A stretch of a strip's LEDs, from and up to but without, and its colour as WLED writes it. */
type Stretch = [from: number, to: number, colour: string];

/** The stretches that are lit; people who pass the same waypoint share its stretch evenly. */
export const litStretches = (lamps: readonly Lamp[], strip: Strip): Stretch[] =>
  Object.entries(strip.lamps).flatMap(([waypoint, { from, count }]) => {
    const colours = coloursAt(lamps, waypoint).slice(0, count);
    return colours.map(
      (colour, at): Stretch => [
        from + Math.floor((at * count) / colours.length),
        from + Math.floor(((at + 1) * count) / colours.length),
        colour.slice(1).toUpperCase(),
      ],
    );
  });

/**
 * The body of WLED's `POST /json/state` for these lamps: single LEDs of the first segment, dark
 * where nobody is guided (https://kno.wled.ge/interfaces/json-api, “per-segment individual LED
 * control”).
 */
export const wledState = (lamps: readonly Lamp[], strip: Strip): object => {
  const ends = Object.values(strip.lamps).map(({ from, count }) => from + count);
  const all: Stretch = [0, Math.max(0, ...ends), '000000'];
  return {
    on: true,
    bri: 255,
    transition: 0,
    seg: { id: 0, i: [all, ...litStretches(lamps, strip)].flat() },
  };
};
