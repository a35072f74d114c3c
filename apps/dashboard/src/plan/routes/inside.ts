import { distance, type Point } from '../geometry/point.ts';
import { centroid, fromBorder, holds, innerCorners, sees } from '../geometry/polygon.ts';
import { shortestWay } from './shortest.ts';

export interface Walk {
  path: Point[];
  metres: number;
}

/**
 * The shortest way between two places of an outline that goes through no wall: straight, or around
 * the corners that bend inwards. Straight as well where a place is not within it.
 */
export const walkInside = (outline: readonly Point[], from: Point, to: Point): Walk => {
  const straight = { path: [from, to], metres: distance(from, to) };
  if (sees(outline, from, to)) return straight;
  const places = [...innerCorners(outline), to];
  const stepsFrom = (place: Point) =>
    places
      .filter((next) => next !== place && sees(outline, place, next))
      .map((next) => ({ to: next, metres: distance(place, next) }));
  const found = shortestWay({ from, to }, stepsFrom, (place) => place);
  return found === null ? straight : { path: found.way, metres: found.metres };
};

/**
 * A place well within an outline: its middle, or, where the middle is outside of it, that of three
 * neighbouring corners.
 */
export const placeInside = (outline: readonly Point[]): Point => {
  const middle = centroid(outline);
  if (holds(outline, middle)) return middle;
  const ears = outline
    .map((corner, index) =>
      centroid([
        outline.at(index - 1) ?? corner,
        corner,
        outline[(index + 1) % outline.length] ?? corner,
      ]),
    )
    .filter((place) => holds(outline, place))
    .toSorted((a, b) => fromBorder(outline, b) - fromBorder(outline, a));
  return ears[0] ?? middle;
};
