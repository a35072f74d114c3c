'use client';

import {
  arrivalWords,
  liveWords,
  formatSpan,
  journeyWord,
  refusalWord,
  whoIs,
} from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import { useMemo } from 'react';
import { EventRow } from '@/features/events/event-row.tsx';
import { NotFound } from '@/components/ui/not-found.tsx';
import { Disc } from '@/components/ui/disc.tsx';
import { Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Fact, PageHeader, Panel } from '@/components/ui/page.tsx';
import { Badge } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { usePageTitle } from '@/browser/address/page-title.ts';
import { hopSpans, startOf } from '@/features/journeys/hops.ts';
import { useLive } from '@/browser/live/provider.tsx';
import { useNames } from '@/features/events/names.ts';
import { isNotFound, problemText } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { HopTable } from './hop-table.tsx';
import { Waterfall } from './waterfall.tsx';

/** The stored journey with its events, and what the live link added since. */
const useJourney = (id: string) => {
  const trpc = useTRPC();
  const stored = useQuery({ ...trpc.journeys.get.queryOptions({ id }), retry: false });
  const live = useLive((state) => state.data.journeys.get(id));
  const pushed = useLive((state) => state.data.events);
  const journey =
    live !== undefined && live.journey.updatedAt >= (stored.data?.updatedAt ?? 0)
      ? live.journey
      : stored.data;
  const events = useMemo(() => {
    const known = stored.data?.events ?? [];
    const last = known.at(-1)?.id ?? 0;
    const added = pushed
      .filter(
        ({ event }) => event.id > last && 'journey' in event.body && event.body.journey === id,
      )
      .map(({ event }) => event);
    return [...known, ...added.toReversed()];
  }, [stored.data, pushed, id]);
  return { stored, journey, events };
};

/** One arrival: how long each hop took, to scale, and every event of it. */
export const ArrivalPage = ({ id }: { id: string }) => {
  const { stored, journey, events } = useJourney(id);
  const names = useNames();
  usePageTitle(journey === undefined ? null : arrivalWords.of(whoIs(journey)));
  if (journey === undefined) {
    if (isNotFound(stored.error))
      return <NotFound what={arrivalWords.what} back={arrivalWords.seeAll} />;
    return stored.error === null ? (
      <SkeletonRows rows={8} />
    ) : (
      <Problem
        title={arrivalWords.unread}
        detail={problemText(stored.error)}
        retry={stored.refetch}
      />
    );
  }
  const spans = hopSpans(journey.hops);
  const { word, tone } = journeyWord[journey.state];
  const decision = spans.find(({ name }) => name === 'identity')?.ms ?? null;
  const last = spans.at(-1);
  const total = last === undefined || spans[0] === undefined ? null : last.at - spans[0].at;
  return (
    <>
      <PageHeader
        before={
          <Link
            href="/live"
            className="mb-1 inline-flex items-center text-xs text-ink-soft hover:text-ink"
          >
            <ChevronLeft aria-hidden className="size-3.5" /> {liveWords.title}
          </Link>
        }
        title={
          <span className="flex items-center gap-2.5">
            <Disc person={journey.person} /> {arrivalWords.of(whoIs(journey))}{' '}
            <Badge tone={tone}>
              {journey.state === 'refused'
                ? arrivalWords.stateWith(word, refusalWord(journey.refusal))
                : word}
            </Badge>
          </span>
        }
        subtitle={arrivalWords.subtitle}
      />
      <div className="flex flex-col gap-4 px-4 md:px-6">
        <dl className="grid grid-cols-2 gap-3 rounded-lg border border-line bg-surface p-3 sm:grid-cols-5">
          <Fact label={arrivalWords.came}>
            <Ago at={startOf(journey)} />
          </Fact>
          <Fact label={arrivalWords.nowIn}>{names.zone(journey.zone)}</Fact>
          <Fact label={arrivalWords.meeting}>
            {journey.meeting === null ? (
              arrivalWords.none
            ) : (
              <Link
                href={`/meetings/${encodeURIComponent(journey.meeting.id)}`}
                className="text-accent hover:underline"
              >
                {journey.meeting.title}
              </Link>
            )}
          </Fact>
          <Fact label={arrivalWords.decision}>
            {decision === null ? arrivalWords.none : formatSpan(decision)}
          </Fact>
          <Fact label={last === undefined ? arrivalWords.soFar : arrivalWords.total}>
            {total === null ? arrivalWords.none : formatSpan(total)}
          </Fact>
        </dl>
        <div className="grid gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <Panel title={arrivalWords.waterfall} className="self-start">
            <Waterfall spans={spans} />
          </Panel>
          <Panel
            title={arrivalWords.events}
            actions={<span className="text-xs text-ink-faint">{arrivalWords.oldestFirst}</span>}
            className="self-start"
            scrolls
            bodyClassName="max-h-80"
          >
            <div role="list" aria-label={arrivalWords.events}>
              {events.map((event) => (
                <EventRow key={event.id} seen={{ event, pageAt: event.receivedAt }} names={names} />
              ))}
            </div>
            {events.length === 0 ? (
              <p className="p-4 text-ink-soft">{arrivalWords.noEvents}</p>
            ) : null}
          </Panel>
        </div>
        <Panel title={arrivalWords.figures}>
          <HopTable spans={spans} />
        </Panel>
      </div>
    </>
  );
};
