/** A place on a floor: metres to the right of and below its top left corner. */
export type Point = readonly [x: number, y: number];

export const distance = ([ax, ay]: Point, [bx, by]: Point): number => Math.hypot(bx - ax, by - ay);

/**
 * Twice the area of the triangle a, b, c: above 0 where c is to the right of the way from a to b (y
 * runs downwards), 0 where the three are on one line.
 */
export const turn = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

/** The place on the segment from a to b that is nearest to a point. */
export const nearestOnSegment = (
  [px, py]: Point,
  [[ax, ay], [bx, by]]: readonly [Point, Point],
): Point => {
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  const share =
    square === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / square));
  return [ax + share * dx, ay + share * dy];
};
