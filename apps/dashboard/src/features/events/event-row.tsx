import { eventListWords, eventWords, type EventWords, type Names } from '@nanoedge/words';
import type { CSSProperties } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { ToneShape } from '@/components/ui/state-mark.tsx';
import { EventTime } from './event-time.tsx';
import type { FoldedEvent } from './fold.ts';

export const eventRowHeight = 32;

/**
 * One event in a line: when, what, how often, where from, type. `at` is the edge's clock; `pageAt`
 * this page's.
 */
export const EventRow = ({
  row: { seen, count, since },
  names,
  words,
  marked,
  style,
}: {
  row: FoldedEvent;
  names: Names;
  words?: EventWords;
  marked?: boolean;
  style?: CSSProperties;
}) => {
  const { event, pageAt } = seen;
  const { text, tone } = words ?? eventWords(event, names);
  return (
    <div
      role="listitem"
      data-testid="event-row"
      data-type={event.body.type}
      data-event-id={event.id}
      data-at={event.body.at}
      data-received-page-at={pageAt}
      style={{ height: eventRowHeight, ...style }}
      className={cn('@container border-b border-line', marked === true ? 'bg-accent-soft' : '')}
    >
      <div className="flex h-full items-center gap-2.5 px-3">
        <EventTime event={event} />
        <ToneShape tone={tone} />
        <span className="min-w-0 flex-1 truncate" title={text}>
          {text}
        </span>
        {count === 1 ? null : (
          <span data-testid="repeats" className="shrink-0 text-xs text-ink-soft">
            {eventListWords.repeats(count, event.body.at - since)}
          </span>
        )}
        <span className="hidden w-32 shrink-0 truncate text-xs text-ink-soft @lg:block">
          {names.device(event.device)}
        </span>
        <code className="hidden w-40 shrink-0 truncate text-xs text-ink-soft @2xl:block">
          {event.body.type}
        </code>
      </div>
    </div>
  );
};
