import type { Lamp } from '@nanoedge/protocol';
import { coloursAt } from './colour-of.ts';

/**
 * What an Arduino is told (`infra/arduino`): `L` and of each lamp, in their order, its colour as six
 * hexadecimal digits, `000000` for a dark one.
 */
export const lampsLine = (lamps: readonly Lamp[], waypoints: readonly string[]): string =>
  [
    'L',
    ...waypoints.map(
      (waypoint) => coloursAt(lamps, waypoint)[0]?.slice(1).toLowerCase() ?? '000000',
    ),
  ].join(' ');
