'use client';

import { commonWords, dayName, meetingsWords } from '@nanoedge/words';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { CalendarPlus, CalendarX2, ChevronLeft, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Input, Select } from '@/components/ui/input.tsx';
import { PageHeader, Panel } from '@/components/ui/page.tsx';
import { problemText } from '@/browser/api/problem.ts';
import { useMe, useSite } from '@/browser/site/site.tsx';
import { dateValue, momentOf } from './moments.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useUrlState } from '@/browser/address/url-state.ts';
import { addDays, weekNumber, weekStart } from './week.ts';
import { MeetingList } from './meeting-list.tsx';
import { WeekGrid } from './week-grid.tsx';

const useWeek = () => {
  const { get, set } = useUrlState();
  const [opened] = useState(() => Date.now());
  const week = weekStart(momentOf(get('week'), '12:00') ?? opened);
  const show = (start: number) =>
    set({ week: start === weekStart(opened) ? '' : dateValue(start) });
  return {
    week,
    before: () => show(addDays(week, -7)),
    after: () => show(addDays(week, 7)),
    now: () => show(weekStart(opened)),
  };
};

const WeekBar = ({ week, before, after, now }: ReturnType<typeof useWeek>) => (
  <div className="flex items-center gap-1">
    <Button size="icon" tone="ghost" aria-label={meetingsWords.weekBefore} onClick={before}>
      <ChevronLeft aria-hidden />
    </Button>
    <Button size="sm" onClick={now}>
      {meetingsWords.thisWeek}
    </Button>
    <Button size="icon" tone="ghost" aria-label={meetingsWords.weekAfter} onClick={after}>
      <ChevronRight aria-hidden />
    </Button>
    <span className="ml-1 text-sm font-normal text-ink-soft">
      {meetingsWords.week(weekNumber(week), dayName(week), dayName(addDays(week, 6)))}
    </span>
  </div>
);

/** When and where does who meet? */
export const MeetingsPage = () => {
  const trpc = useTRPC();
  const { id: site, rooms } = useSite();
  const me = useMe();
  const bar = useWeek();
  const { get, set } = useUrlState();
  const [room, query] = [get('room'), get('q')];
  const filters = { ...(room === '' ? {} : { room }), ...(query === '' ? {} : { query }) };
  const read = useQuery({
    ...trpc.meetings.list.queryOptions({
      site,
      from: bar.week,
      to: addDays(bar.week, 7),
      ...filters,
    }),
    placeholderData: keepPreviousData,
  });
  const meetings = (read.data ?? []).filter(({ removedAt }) => removedAt === null);
  const mayCreate = me.role !== 'viewer';
  return (
    <>
      <PageHeader
        title={meetingsWords.title}
        subtitle={meetingsWords.subtitle}
        actions={
          <>
            {rooms.length > 1 ? (
              <Select
                aria-label={meetingsWords.room}
                value={room}
                onChange={(event) => set({ room: event.target.value })}
                className="w-36"
              >
                <option value="">{meetingsWords.allRooms}</option>
                {rooms.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            ) : null}
            <Input
              type="search"
              aria-label={meetingsWords.findByTitle}
              placeholder={commonWords.find}
              value={query}
              onChange={(event) => set({ q: event.target.value })}
              className="w-36"
            />
            {mayCreate ? (
              <Link href="/meetings/new" className={buttonLook({ tone: 'primary' })}>
                <CalendarPlus aria-hidden /> {meetingsWords.create}
              </Link>
            ) : null}
          </>
        }
      />
      <Panel
        className="mx-4 md:mx-6"
        title={<WeekBar {...bar} />}
        actions={
          mayCreate ? (
            <span className="hidden text-xs text-ink-soft md:block">{meetingsWords.drag}</span>
          ) : null
        }
      >
        {read.isPending ? <SkeletonRows rows={8} className="h-12" /> : null}
        {read.error !== null ? (
          <Problem
            title={meetingsWords.unread}
            detail={problemText(read.error)}
            retry={read.refetch}
          />
        ) : null}
        {read.data === undefined ? null : (
          <>
            <div className="hidden md:block">
              <WeekGrid week={bar.week} meetings={meetings} room={room} mayCreate={mayCreate} />
            </div>
            <div className="md:hidden">
              <MeetingList meetings={meetings} />
              {meetings.length === 0 ? (
                <Empty
                  title={query === '' ? meetingsWords.none : meetingsWords.noneFound}
                  icon={<CalendarX2 aria-hidden />}
                >
                  {mayCreate ? meetingsWords.howToBook : meetingsWords.whoBooks}
                </Empty>
              ) : null}
            </div>
          </>
        )}
      </Panel>
    </>
  );
};
