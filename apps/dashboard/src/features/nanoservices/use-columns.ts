'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useRef } from 'react';

const fewest = 24;
const columnPx = 192;

export interface Columns<T> {
  scroller: RefObject<HTMLDivElement | null>;
  /** Width of each column when only some are drawn; null when all are, as wide as they like. */
  width: number | null;
  shown: readonly T[];
  /** Empty room before and after the drawn columns, in pixels. */
  before: number;
  after: number;
}

/** Draws only the columns that are in view, where there are many; a few are all drawn. */
export const useColumns = <T>(items: readonly T[]): Columns<T> => {
  const scroller = useRef<HTMLDivElement>(null);
  const many = items.length > fewest;
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoized
  const virtual = useVirtualizer({
    horizontal: true,
    enabled: many,
    count: items.length,
    estimateSize: () => columnPx,
    overscan: 3,
    getScrollElement: () => scroller.current,
  });
  if (!many) return { scroller, width: null, shown: items, before: 0, after: 0 };
  const drawn = virtual.getVirtualItems();
  const [first, last] = [drawn[0], drawn.at(-1)];
  return {
    scroller,
    width: columnPx,
    shown:
      first === undefined || last === undefined ? [] : items.slice(first.index, last.index + 1),
    before: first?.start ?? 0,
    after: virtual.getTotalSize() - (last?.end ?? 0),
  };
};
