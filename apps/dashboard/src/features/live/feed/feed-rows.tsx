'use client';

import { eventListWords, type Names } from '@nanoedge/words';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { EventRow, eventRowHeight } from '@/features/events/event-row.tsx';
import type { FeedRow } from './use-feed.ts';

/** The rows that are in sight of a list that scrolls; those of the selected journey are marked. */
export const FeedRows = ({
  rows,
  names,
  selected,
}: {
  rows: readonly FeedRow[];
  names: Names;
  selected: string | null;
}) => {
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- its functions are called here and handed to nobody
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => eventRowHeight,
    getItemKey: (index) => rows[index]?.row.seen.event.id ?? index,
    overscan: 12,
  });
  return (
    <div
      ref={scroller}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard
      tabIndex={0}
      role="list"
      aria-label={eventListWords.count(rows.length)}
      className="relative min-h-0 flex-1 overflow-y-auto"
    >
      <div role="presentation" style={{ height: virtual.getTotalSize() }} />
      {virtual.getVirtualItems().map((item) => {
        const found = rows[item.index];
        return found === undefined ? null : (
          <EventRow
            key={found.row.seen.event.id}
            row={found.row}
            words={found.words}
            names={names}
            marked={selected !== null && found.words.journey === selected}
            style={{
              position: 'absolute',
              top: 0,
              insetInline: 0,
              transform: `translateY(${String(item.start)}px)`,
            }}
          />
        );
      })}
    </div>
  );
};
