import { intersection } from 'polyclip-ts';
import { distance, nearestOnSegment, type Point, turn } from './point.ts';

/** Corners in either direction; the last is joined to the first. */
type Outline = readonly Point[];
type Segment = readonly [Point, Point];

/** Nearer than this (metres) is the same place: what is drawn is right to the millimetre. */
export const tiny = 0.001;

export const edgesOf = (outline: Outline): Segment[] =>
  outline.map((corner, index) => [corner, outline[(index + 1) % outline.length] ?? corner]);

/** Above 0 where the corners go round clockwise as seen on the screen. */
const signedArea = (outline: Outline): number =>
  edgesOf(outline).reduce((sum, [[ax, ay], [bx, by]]) => sum + ax * by - bx * ay, 0) / 2;

/** In square metres. */
export const areaOf = (outline: Outline): number => Math.abs(signedArea(outline));

/** The middle of a polygon by area; of a degenerate one, the mean of its corners. */
export const centroid = (outline: Outline): Point => {
  let [area, x, y] = [0, 0, 0];
  for (const [[x1, y1], [x2, y2]] of edgesOf(outline)) {
    const cross = x1 * y2 - x2 * y1;
    area += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  }
  if (Math.abs(area) > 1e-9) return [x / (3 * area), y / (3 * area)];
  const count = Math.max(1, outline.length);
  return [
    outline.reduce((sum, [px]) => sum + px, 0) / count,
    outline.reduce((sum, [, py]) => sum + py, 0) / count,
  ];
};

/** The place on the border that is nearest to a point; null without corners. */
export const nearestOnBorder = (outline: Outline, point: Point): Point | null =>
  edgesOf(outline)
    .map((edge) => nearestOnSegment(point, edge))
    .toSorted((a, b) => distance(a, point) - distance(b, point))[0] ?? null;

/** How far a point is from the border, in metres; endless without corners. */
export const fromBorder = (outline: Outline, point: Point): number => {
  const nearest = nearestOnBorder(outline, point);
  return nearest === null ? Infinity : distance(nearest, point);
};

const crossesToTheRight = ([px, py]: Point, [[ax, ay], [bx, by]]: Segment): boolean =>
  ay > py !== by > py && px < ((bx - ax) * (py - ay)) / (by - ay) + ax;

/** Whether a point is within an outline or on its border. */
export const holds = (outline: Outline, point: Point): boolean =>
  fromBorder(outline, point) <= tiny ||
  edgesOf(outline).filter((edge) => crossesToTheRight(point, edge)).length % 2 === 1;

/** Whether two segments go through each other; not where they only touch or lie on each other. */
const crosses = ([a, b]: Segment, [c, d]: Segment): boolean =>
  turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;

const touches = ([a, b]: Segment, [c, d]: Segment): boolean =>
  [c, d].some((end) => distance(nearestOnSegment(end, [a, b]), end) <= tiny) ||
  [a, b].some((end) => distance(nearestOnSegment(end, [c, d]), end) <= tiny);

/** Whether a corner turns back, so that two edges that follow each other lie on one another. */
const folds = (outline: Outline): boolean =>
  outline.some((corner, index) => {
    const before = outline[(index + outline.length - 1) % outline.length] ?? corner;
    const after = outline[(index + 1) % outline.length] ?? corner;
    const forward =
      (corner[0] - before[0]) * (after[0] - corner[0]) +
      (corner[1] - before[1]) * (after[1] - corner[1]);
    return Math.abs(turn(before, corner, after)) <= tiny * distance(before, corner) && forward < 0;
  });

/** Whether an outline crosses or touches itself, or lies on itself somewhere. */
export const crossesItself = (outline: Outline): boolean => {
  const edges = edgesOf(outline);
  const follow = (one: number, other: number) =>
    other - one === 1 || (one === 0 && other === edges.length - 1);
  return (
    folds(outline) ||
    edges.some((edge, one) =>
      edges.some(
        (next, other) =>
          other > one && !follow(one, other) && (crosses(edge, next) || touches(edge, next)),
      ),
    )
  );
};

const ring = (outline: Outline): [number, number][] => outline.map(([x, y]) => [x, y]);

/** Square metres that two outlines have in common; neither may cross itself. */
export const sharedArea = (one: Outline, other: Outline): number =>
  intersection([ring(one)], [ring(other)])
    .flatMap((polygon) => polygon.map((part, index) => (index === 0 ? 1 : -1) * areaOf(part)))
    .reduce((sum, area) => sum + area, 0);

/** The corners where an outline bends inwards: what one walks around within it. */
export const innerCorners = (outline: Outline): Point[] => {
  const way = Math.sign(signedArea(outline));
  return outline.filter((corner, index) => {
    const before = outline[(index + outline.length - 1) % outline.length] ?? corner;
    const after = outline[(index + 1) % outline.length] ?? corner;
    return turn(before, corner, after) * way < 0;
  });
};

const shareOf = ([ax, ay]: Point, [bx, by]: Point, [px, py]: Point): number => {
  const [dx, dy] = [bx - ax, by - ay];
  return ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy);
};

/**
 * Whether the straight way between two places of an outline stays within it; along a wall is within.
 * Between two neighbouring places where it meets the border, it is within or outside as a whole.
 */
export const sees = (outline: Outline, from: Point, to: Point): boolean => {
  if (distance(from, to) <= tiny) return true;
  const edges = edgesOf(outline);
  if (edges.some((edge) => crosses([from, to], edge) && isApart([from, to], edge))) return false;
  const met = outline
    .filter((corner) => distance(nearestOnSegment(corner, [from, to]), corner) <= tiny)
    .map((corner) => Math.min(1, Math.max(0, shareOf(from, to, corner))));
  const stops = [0, ...met.toSorted((a, b) => a - b), 1];
  return stops.slice(1).every((stop, index) => {
    const middle = ((stops[index] ?? 0) + stop) / 2;
    return holds(outline, [
      from[0] + (to[0] - from[0]) * middle,
      from[1] + (to[1] - from[1]) * middle,
    ]);
  });
};

/** Whether no end of either segment is on the other: a true crossing, not one of a rounded number. */
const isApart = (one: Segment, other: Segment): boolean => !touches(one, other);
