'use client';

import { meetingsWords } from '@nanoedge/words';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { CalendarPlus, CalendarX2 } from 'lucide-react';
import Link from 'next/link';
import { buttonLook } from '@/components/ui/button.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { PageHeader, Panel } from '@/components/ui/page.tsx';
import { problemText } from '@/browser/api/problem.ts';
import { useMay, useSite } from '@/browser/site/site.tsx';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { addDays } from '@nanoedge/base';
import { MeetingFilters, useMeetingFilters } from './meeting-filters.tsx';
import { MeetingList } from './meeting-list.tsx';
import { useWeek, WeekBar } from './week-bar.tsx';
import { WeekGrid } from './week-grid.tsx';

interface Filters {
  room: string;
  query: string;
}

/** The meetings of a week; those of the week before stay in view while they are read. */
const useMeetings = (week: number, { room, query }: Filters) => {
  const trpc = useTRPC();
  const { id: site, timeZone: zone } = useSite();
  return useQuery({
    ...trpc.meetings.list.queryOptions({
      site,
      from: week,
      to: addDays(week, 7, zone),
      ...(room === '' ? {} : { room }),
      ...(query === '' ? {} : { query }),
    }),
    placeholderData: keepPreviousData,
  });
};

/** The week as a grid, and on phones as a list. */
const Week = ({
  week,
  meetings,
  filters: { room, query },
  mayCreate,
}: {
  week: number;
  meetings: Outputs['meetings']['list'];
  filters: Filters;
  mayCreate: boolean;
}) => (
  <>
    <div className="hidden md:block">
      <WeekGrid week={week} meetings={meetings} room={room} mayCreate={mayCreate} />
    </div>
    <div className="md:hidden">
      <MeetingList week={week} meetings={meetings} />
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
);

const NewMeeting = () => (
  <Link href="/meetings/new" className={buttonLook({ tone: 'primary' })}>
    <CalendarPlus aria-hidden /> {meetingsWords.create}
  </Link>
);

const HowToBook = () => (
  <span className="hidden text-xs text-ink-soft md:block">{meetingsWords.drag}</span>
);

/** When and where does who meet? */
export const MeetingsPage = () => {
  const mayCreate = useMay()('meeting.create');
  const bar = useWeek();
  const filters = useMeetingFilters();
  const { data, error, isPending, refetch } = useMeetings(bar.week, filters);
  return (
    <>
      <PageHeader
        title={meetingsWords.title}
        subtitle={meetingsWords.subtitle}
        actions={
          <>
            <MeetingFilters />
            {mayCreate ? <NewMeeting /> : null}
          </>
        }
      />
      <Panel
        className="mx-4 md:mx-6"
        title={<WeekBar {...bar} />}
        actions={mayCreate ? <HowToBook /> : null}
      >
        {isPending ? <SkeletonRows rows={8} className="h-12" /> : null}
        {error === null ? null : (
          <Problem title={meetingsWords.unread} detail={problemText(error)} retry={refetch} />
        )}
        {data === undefined ? null : (
          <Week
            week={bar.week}
            meetings={data.filter(({ removedAt }) => removedAt === null)}
            filters={filters}
            mayCreate={mayCreate}
          />
        )}
      </Panel>
    </>
  );
};
