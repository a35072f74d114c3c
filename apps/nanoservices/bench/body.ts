import type { TraceRow } from './trace.ts';

/** Where a scanner stands, on the floor (m). */
interface Spot {
  x: number;
  y: number;
}

/**
 * The same recording as if a person carried the tag on the chest: what comes from behind goes
 * through the body. The loss is `lossDb` straight behind, none straight ahead, and in between as
 * the cosine of the angle; the person looks where they walk. What gets weaker than `floorDbm` is
 * not heard.
 */
export const behindBody = (
  rows: readonly TraceRow[],
  scanners: readonly Spot[],
  { lossDb, floorDbm = -95 }: { lossDb: number; floorDbm?: number },
): TraceRow[] => {
  let heading = 0;
  return rows.map((row, index) => {
    const before = rows[Math.max(0, index - 3)] ?? row;
    const [dx, dy] = [row.x - before.x, row.y - before.y];
    if (Math.hypot(dx, dy) > 0.1) heading = Math.atan2(dy, dx);
    const strengths = row.strengths.map((strength, scanner) => {
      const spot = scanners[scanner];
      if (strength === null || spot === undefined) return strength;
      const angle = Math.atan2(spot.y - row.y, spot.x - row.x) - heading;
      const weakened = strength - (lossDb * (1 - Math.cos(angle))) / 2;
      return weakened < floorDbm ? null : weakened;
    });
    return { ...row, strengths };
  });
};
