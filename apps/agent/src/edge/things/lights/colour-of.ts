import type { Lamp } from '@nanoedge/protocol';

/** Red, green and blue of `#rrggbb`, 0 to 255 each. */
export const rgbOf = (colour: Lamp['colour']): { r: number; g: number; b: number } => {
  const bits = Number.parseInt(colour.slice(1), 16);
  return { r: (bits >> 16) & 0xff, g: (bits >> 8) & 0xff, b: bits & 0xff };
};

/** The colours that are to be shown at a waypoint, in the order in which people are guided. */
export const coloursAt = (lamps: readonly Lamp[], waypoint: string): Lamp['colour'][] =>
  lamps.filter((lamp) => lamp.waypoint === waypoint).map(({ colour }) => colour);
