'use client';

import { dayName, hourMark, meetingsWords, timeOfDay, timeRange } from '@nanoedge/words';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type PointerEvent, useState } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { useNow } from '@/browser/time/clock.tsx';
import { addDays, isSameDay, type ZonedDay } from '@nanoedge/base';
import { hourPx, layoutDay, type Placed, shareOf, shownHours, timeAt } from './week.ts';
import { useClocks, useWithOwnTime } from '@/browser/site/site.tsx';
import type { Outputs } from '@/browser/api/trpc.ts';

type Meeting = Outputs['meetings']['list'][number];
interface Hours {
  from: number;
  to: number;
}

const percent = (share: number): string => `${String(share * 100)}%`;

const Block = ({
  placed: { item, top, height, lane, lanes },
  past,
  low,
}: {
  placed: Placed<Meeting>;
  past: boolean;
  low: boolean;
}) => {
  const { site } = useClocks();
  const withOwn = useWithOwnTime();
  const when = withOwn((clock) => timeRange(item, clock));
  const [start, end] = [timeOfDay(item.startsAt, site), timeOfDay(item.endsAt, site)];
  return (
    <Link
      href={`/meetings/${encodeURIComponent(item.id)}`}
      data-testid="week-meeting"
      title={meetingsWords.block(item.title, item.room.name, when)}
      style={{
        top: percent(top),
        height: percent(height),
        left: percent(lane / lanes),
        width: `calc(${percent(1 / lanes)} - 3px)`,
      }}
      onPointerDown={(event) => event.stopPropagation()}
      className={cn(
        'absolute flex overflow-hidden rounded-md border-l-3 px-2 py-1 text-xs leading-4 hover:brightness-97 dark:hover:brightness-120',
        low ? 'items-center gap-1.5 py-0' : 'flex-col',
        past
          ? 'border-line-strong bg-unknown-soft text-ink-soft'
          : 'border-accent bg-accent-soft text-ink',
      )}
    >
      <span className="truncate font-medium">{item.title}</span>
      {/* In a low half of a column the name alone has room; the time is on hover */}
      {low && lanes > 1 ? null : (
        <span className="truncate text-ink-soft">
          {meetingsWords.blockTime(start, end, item.room.name)}
        </span>
      )}
    </Link>
  );
};

/**
 * Click or drag over free time: the chosen span, on quarters of an hour; a click alone means an
 * hour.
 */
const useDrag = (
  day: ZonedDay,
  hours: Hours,
  onChoose: ((start: number, end: number) => void) | null,
) => {
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const heightOf = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return (event.clientY - box.top) / box.height;
  };
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (onChoose === null || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ from: heightOf(event), to: heightOf(event) });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) =>
      setDrag(drag === null ? null : { ...drag, to: heightOf(event) }),
    onPointerCancel: () => setDrag(null),
    onPointerUp: () => {
      if (drag === null || onChoose === null) return;
      setDrag(null);
      const start = timeAt(Math.min(drag.from, drag.to), day, hours);
      const end = timeAt(Math.max(drag.from, drag.to), day, hours);
      onChoose(start, end - start < 15 * 60_000 ? start + 3_600_000 : end);
    },
  };
  return { drag, handlers };
};

const Day = ({
  day,
  hours,
  meetings,
  onChoose,
}: {
  day: ZonedDay;
  hours: Hours;
  meetings: readonly Meeting[];
  onChoose: ((start: number, end: number) => void) | null;
}) => {
  const now = useNow();
  const { drag, handlers } = useDrag(day, hours, onChoose);
  const share =
    now === null || !isSameDay(now, day.start, day.zone) ? -1 : shareOf(day, hours, now);
  return (
    <div
      {...handlers}
      className={cn(
        'relative touch-pan-y border-l border-line',
        onChoose === null ? '' : 'cursor-crosshair',
      )}
      style={{
        height: (hours.to - hours.from) * hourPx,
        backgroundImage: 'linear-gradient(var(--line) 1px, transparent 1px)',
        backgroundSize: `100% ${String(hourPx)}px`,
      }}
    >
      {drag === null ? null : (
        <div
          className="pointer-events-none absolute inset-x-0.5 rounded-md border border-accent bg-accent-soft"
          style={{
            top: percent(Math.min(drag.from, drag.to)),
            height: percent(Math.abs(drag.to - drag.from)),
          }}
        />
      )}
      {layoutDay(meetings, day, hours).map((placed) => (
        <Block
          key={placed.item.id}
          placed={placed}
          past={now !== null && placed.item.endsAt < now}
          low={placed.height * (hours.to - hours.from) * hourPx < 40}
        />
      ))}
      {share >= 0 && share <= 1 ? (
        <div
          aria-hidden
          className="pointer-events-none absolute inset-x-0 border-t-2 border-broken"
          style={{ top: percent(share) }}
        >
          <span className="absolute -top-1 -left-1 size-2 rounded-full bg-broken" />
        </div>
      ) : null}
    </div>
  );
};

/** Seven days beside each other on a time axis. */
export const WeekGrid = ({
  week,
  meetings,
  room,
  mayCreate,
}: {
  week: number;
  meetings: readonly Meeting[];
  room: string;
  mayCreate: boolean;
}) => {
  const router = useRouter();
  const now = useNow();
  const { site } = useClocks();
  const { zone } = site;
  const hours = shownHours(meetings, zone);
  const days = Array.from({ length: 7 }, (_, index) => addDays(week, index, zone));
  const choose = (start: number, end: number) => {
    const query = new URLSearchParams({
      start: String(start),
      end: String(end),
      ...(room === '' ? {} : { room }),
    });
    router.push(`/meetings/new?${query.toString()}`);
  };
  return (
    <div className="overflow-x-auto">
      <div
        className="grid min-w-[52rem] grid-cols-[3.25rem_repeat(7,minmax(0,1fr))]"
        data-testid="week-grid"
      >
        <div />
        {days.map((day) => {
          const today = now !== null && isSameDay(now, day, zone);
          return (
            <h3
              key={day}
              className={cn(
                'border-l border-line px-2 py-2 text-xs font-medium',
                today ? 'text-accent' : 'text-ink-soft',
              )}
            >
              {dayName(day, site)}
              {today ? <span className="sr-only">{meetingsWords.today}</span> : null}
            </h3>
          );
        })}
        <div aria-hidden className="relative border-t border-line">
          {Array.from({ length: hours.to - hours.from }, (_, index) => (
            <span
              key={index}
              className="absolute right-2 -translate-y-1/2 text-[0.6875rem] text-ink-faint"
              style={{ top: index * hourPx }}
            >
              {index === 0 ? '' : hourMark(hours.from + index, site)}
            </span>
          ))}
        </div>
        {days.map((day) => (
          <Day
            key={day}
            day={{ start: day, zone }}
            hours={hours}
            meetings={meetings}
            onChoose={mayCreate ? choose : null}
          />
        ))}
      </div>
    </div>
  );
};
