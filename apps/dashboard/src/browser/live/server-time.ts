const kept = 8;

/** What messages that came at `pageAt` show of how far the dashboard's clock is ahead. */
export const takeOffsets = (
  known: readonly number[],
  said: readonly { saidAt: number | null }[],
  pageAt: number,
): readonly number[] => {
  const shown = said.flatMap(({ saidAt }) => (saidAt === null ? [] : [saidAt - pageAt]));
  return shown.length === 0 ? known : [...known, Math.max(...shown)].slice(-kept);
};

/**
 * What the dashboard's clock shows at `pageAt`; null before the dashboard has said anything. The
 * message that took least time on its way shows it best: one that was held up would make old things
 * look young.
 */
export const serverTime = (offsets: readonly number[], pageAt: number): number | null =>
  offsets.length === 0 ? null : pageAt + Math.max(...offsets);
