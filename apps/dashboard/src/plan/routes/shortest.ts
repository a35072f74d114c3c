export interface Hop<T> {
  to: T;
  metres: number;
}

/**
 * The shortest way over steps of known length (Dijkstra), both ends included; null when none leads
 * there. Places are told apart by `keyOf`.
 */
export const shortestWay = <T>(
  { from, to }: { from: T; to: T },
  stepsFrom: (place: T) => readonly Hop<T>[],
  keyOf: (place: T) => unknown,
): { way: T[]; metres: number } | null => {
  const best = new Map([[keyOf(from), { way: [from], metres: 0 }]]);
  const open = new Set(best.keys());
  const isDone = keyOf(to);
  while (open.size > 0) {
    const [nearest] = [...open].toSorted(
      (a, b) => (best.get(a)?.metres ?? 0) - (best.get(b)?.metres ?? 0),
    );
    open.delete(nearest);
    const here = best.get(nearest);
    const place = here?.way.at(-1);
    if (here === undefined || place === undefined) continue;
    if (nearest === isDone) return here;
    for (const step of stepsFrom(place)) {
      const key = keyOf(step.to);
      const metres = here.metres + step.metres;
      if (metres >= (best.get(key)?.metres ?? Infinity)) continue;
      best.set(key, { way: [...here.way, step.to], metres });
      open.add(key);
    }
  }
  return null;
};
