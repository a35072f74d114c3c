/** Where a show of several items is; `page` counts the pages of a PDF or a text, else it is 0. */
export interface Position {
  item: number;
  page: number;
}

export const firstPosition: Position = { item: 0, page: 0 };

/** Pages per item; 1 for images and links, and for the others until they have loaded. */
export type PageCounts = readonly number[];

const pagesOf = (counts: PageCounts, item: number): number => Math.max(1, counts[item] ?? 1);

/** The next page, else the next item, else the first. */
export const next = ({ item, page }: Position, counts: PageCounts): Position => {
  if (page + 1 < pagesOf(counts, item)) return { item, page: page + 1 };
  return { item: item + 1 < counts.length ? item + 1 : 0, page: 0 };
};

/** The page before, else the last page of the item before, else the last of all. */
export const previous = ({ item, page }: Position, counts: PageCounts): Position => {
  if (page > 0) return { item, page: page - 1 };
  const before = item > 0 ? item - 1 : Math.max(0, counts.length - 1);
  return { item: before, page: pagesOf(counts, before) - 1 };
};

/** Milliseconds until the show moves on by itself; null when there is nothing to move to. */
export const dwellMs = ({ item }: Position, counts: PageCounts): number | null => {
  if (pagesOf(counts, item) > 1) return 20_000;
  return counts.length > 1 ? 30_000 : null;
};

/**
 * The place in a list that changed: with the item that was shown if it is still there, else where
 * it stood, for what replaced it. The page stays; who draws it stops at the last.
 */
export const follow = (
  { item, page }: Position,
  before: readonly string[],
  after: readonly string[],
): Position => {
  const shown = before[item];
  const moved = shown === undefined ? -1 : after.indexOf(shown);
  if (moved !== -1) return { item: moved, page };
  return item < after.length ? { item, page } : firstPosition;
};
