'use client';

import type { Journey, StoredEvent } from '@nanoedge/protocol';
import { arrivalWords, journeyWord, liveWords, refusalWord, whoIs } from '@nanoedge/words';
import { usePageTitle } from '@/browser/address/page-title.ts';
import { isNotFound, problemText } from '@/browser/api/problem.ts';
import { BackLink } from '@/components/ui/back-link.tsx';
import { Disc } from '@/components/ui/disc.tsx';
import { Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { NotFoundNotice } from '@/components/ui/not-found.tsx';
import { PageHeader, Panel } from '@/components/ui/page.tsx';
import { Badge } from '@/components/ui/state-mark.tsx';
import { hopSpans } from '@/features/journeys/hops.ts';
import { ArrivalEvents } from './arrival-events.tsx';
import { ArrivalFacts } from './arrival-facts.tsx';
import { HopTable } from './hop-table.tsx';
import { useArrival } from './use-arrival.ts';
import { Waterfall } from './waterfall.tsx';

const Title = ({ journey }: { journey: Journey }) => {
  const { word, tone } = journeyWord[journey.state];
  return (
    <span className="flex items-center gap-2.5">
      <Disc person={journey.person} /> {arrivalWords.of(whoIs(journey))}{' '}
      <Badge tone={tone}>
        {journey.state === 'refused'
          ? arrivalWords.stateWith(word, refusalWord(journey.refusal))
          : word}
      </Badge>
    </span>
  );
};

const Arrival = ({ journey, events }: { journey: Journey; events: readonly StoredEvent[] }) => {
  const spans = hopSpans(journey.hops);
  return (
    <>
      <PageHeader
        before={<BackLink href="/live">{liveWords.title}</BackLink>}
        title={<Title journey={journey} />}
        subtitle={arrivalWords.subtitle}
      />
      <div className="flex flex-col gap-4 px-4 md:px-6">
        <ArrivalFacts journey={journey} spans={spans} />
        <div className="grid gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <Panel title={arrivalWords.waterfall} className="self-start">
            <Waterfall spans={spans} />
          </Panel>
          <ArrivalEvents events={events} />
        </div>
        <Panel title={arrivalWords.figures}>
          <HopTable spans={spans} />
        </Panel>
      </div>
    </>
  );
};

/** One arrival: how long each hop took, to scale, and every event of it. */
export const ArrivalPage = ({ id }: { id: string }) => {
  const { stored, journey, events } = useArrival(id);
  usePageTitle(journey === undefined ? null : arrivalWords.of(whoIs(journey)));
  if (journey !== undefined) return <Arrival journey={journey} events={events} />;
  if (stored.error === null) return <SkeletonRows rows={8} />;
  if (isNotFound(stored.error))
    return <NotFoundNotice what={arrivalWords.what} back={arrivalWords.seeAll} />;
  return (
    <Problem
      title={arrivalWords.unread}
      detail={problemText(stored.error)}
      retry={stored.refetch}
    />
  );
};
