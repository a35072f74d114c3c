'use client';

import { eventListWords, eventWords } from '@nanoedge/words';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Pause, Play } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Empty } from '@/components/ui/feedback.tsx';
import { Input, Select } from '@/components/ui/input.tsx';
import { Panel } from '@/components/ui/page.tsx';
import {
  eventGroups,
  isProgress,
  matchesText,
  typesOfGroup,
} from '@/features/events/event-filter.ts';
import { useLive } from '@/browser/live/provider.tsx';
import { useNames } from '@/features/events/names.ts';
import { useSite } from '@/browser/site/site.tsx';
import { useUrlState } from '@/browser/address/url-state.ts';
import { EventRow, eventRowHeight } from '@/features/events/event-row.tsx';

/**
 * The events that pass the filters in the address, newest first, up to the one at which the feed
 * was paused.
 */
const useFeed = (pausedAt: number | null) => {
  const events = useLive((state) => state.data.events);
  const { get, set } = useUrlState();
  const names = useNames();
  const [group, device, query] = [get('kind'), get('device'), get('q')];
  const rows = useMemo(() => {
    const types = new Set(typesOfGroup(group));
    return events
      .filter(
        ({ event }) =>
          !isProgress(event) &&
          (pausedAt === null || event.id <= pausedAt) &&
          (group === '' || types.has(event.body.type)) &&
          (device === '' || event.device === device),
      )
      .map((seen) => ({ seen, words: eventWords(seen.event, names) }))
      .filter(({ seen, words }) => matchesText(seen.event, words, query));
  }, [events, pausedAt, group, device, query, names]);
  const missed = pausedAt === null ? 0 : events.findIndex(({ event }) => event.id <= pausedAt);
  return {
    rows,
    missed: Math.max(0, missed),
    total: events.length,
    group,
    device,
    query,
    set,
    names,
  };
};

/** Everything that happens, as it happens; filtered by kind, device and text. */
export const EventFeed = ({
  selected,
  className,
}: {
  selected: string | null;
  className?: string;
}) => {
  const cursor = useLive((state) => state.data.cursor);
  const { plan } = useSite();
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  const { rows, missed, total, group, device, query, set, names } = useFeed(pausedAt);
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- its functions are called here and handed to nobody
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => eventRowHeight,
    getItemKey: (index) => rows[index]?.seen.event.id ?? index,
    overscan: 12,
  });
  return (
    <Panel
      title={eventListWords.title}
      className={className ?? ''}
      bodyClassName="flex flex-col"
      actions={
        <div className="flex flex-wrap items-center gap-1.5">
          <Select
            aria-label={eventListWords.kind}
            value={group}
            onChange={(event) => set({ kind: event.target.value })}
            className="h-7 w-28 text-xs md:text-xs"
          >
            <option value="">{eventListWords.allKinds}</option>
            {eventGroups.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
          <Select
            aria-label={eventListWords.device}
            value={device}
            onChange={(event) => set({ device: event.target.value })}
            className="h-7 w-32 text-xs md:text-xs"
          >
            <option value="">{eventListWords.allDevices}</option>
            {plan.devices.map((entry) => (
              <option key={entry.device} value={entry.device}>
                {names.device(entry.device)}
              </option>
            ))}
          </Select>
          <Input
            aria-label={eventListWords.text}
            type="search"
            placeholder={eventListWords.find}
            value={query}
            onChange={(event) => set({ q: event.target.value })}
            className="h-7 w-28 text-xs md:text-xs"
          />
          <Button
            size="sm"
            aria-pressed={pausedAt !== null}
            onClick={() => setPausedAt(pausedAt === null ? cursor : null)}
          >
            {pausedAt === null ? <Pause aria-hidden /> : <Play aria-hidden />}
            {pausedAt === null ? eventListWords.pause : eventListWords.resume(missed)}
          </Button>
        </div>
      }
    >
      {rows.length === 0 ? (
        <Empty title={total === 0 ? eventListWords.none : eventListWords.nonePasses}>
          {total === 0 ? (
            eventListWords.comes
          ) : (
            <Button size="sm" onClick={() => set({ kind: '', device: '', q: '' })}>
              {eventListWords.clear}
            </Button>
          )}
        </Empty>
      ) : (
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
            const row = rows[item.index];
            return row === undefined ? null : (
              <EventRow
                key={row.seen.event.id}
                seen={row.seen}
                words={row.words}
                names={names}
                marked={selected !== null && row.words.journey === selected}
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
      )}
    </Panel>
  );
};
