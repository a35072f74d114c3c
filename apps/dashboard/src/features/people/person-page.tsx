'use client';

import { journeyStart, journeyWord, peopleWords, personWords, refusalWord } from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { BackLink } from '@/components/ui/back-link.tsx';
import { NotFoundNotice } from '@/components/ui/not-found.tsx';
import { Disc } from '@/components/ui/disc.tsx';
import { Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { PageHeader, Panel } from '@/components/ui/page.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { usePageTitle } from '@/browser/address/page-title.ts';
import { problemText } from '@/browser/api/problem.ts';
import { useMay, useMe, useSite } from '@/browser/site/site.tsx';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { DeletePerson } from './delete-person.tsx';
import { EditPerson } from './edit-person.tsx';
import { Keys } from './keys.tsx';

type Person = Outputs['people']['list'][number];

const latest = 20;

const Arrivals = ({ person }: { person: Person }) => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const journeys = useQuery(
    trpc.journeys.list.queryOptions({ site, person: person.id, limit: latest }),
  );
  return (
    <Panel
      title={personWords.arrivals}
      actions={<span className="text-xs text-ink-soft">{personWords.latest(latest)}</span>}
    >
      {journeys.isPending ? <SkeletonRows rows={3} /> : null}
      {journeys.error !== null ? (
        <Problem
          title={personWords.arrivalsUnread}
          detail={problemText(journeys.error)}
          retry={journeys.refetch}
        />
      ) : null}
      {journeys.data?.length === 0 ? (
        <p className="p-3 text-ink-soft">{personWords.notYet(person.name)}</p>
      ) : null}
      <ul>
        {journeys.data?.map((journey) => (
          <li key={journey.id}>
            <Link
              href={`/arrivals/${encodeURIComponent(journey.id)}`}
              className="flex h-10 items-center gap-3 border-b border-line px-3 hover:bg-sunken"
            >
              <StateWord tone={journeyWord[journey.state].tone}>
                {journey.state === 'refused'
                  ? personWords.refused(refusalWord(journey.refusal))
                  : journeyWord[journey.state].word}
              </StateWord>
              <span className="min-w-0 flex-1 truncate text-ink-soft">
                {journey.meeting?.title ?? ''}
              </span>
              <Ago at={journeyStart(journey)} className="text-xs whitespace-nowrap text-ink-soft" />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
};

const Detail = ({ person }: { person: Person }) => {
  const { person: me } = useMe();
  const mayEdit = useMay()('person.edit');
  usePageTitle(person.name);
  return (
    <>
      <PageHeader
        before={<BackLink href="/people">{peopleWords.title}</BackLink>}
        title={
          <span className="flex items-center gap-2.5">
            <Disc person={person} /> {person.name}
          </span>
        }
        subtitle={
          person.lastRecognisedAt === null ? (
            personWords.neverRecognised(person.upcomingMeetings)
          ) : (
            <>
              {personWords.lastRecognised(person.upcomingMeetings)}
              <Ago at={person.lastRecognisedAt} />
            </>
          )
        }
        actions={
          mayEdit ? (
            <>
              <EditPerson person={person} />
              {me === person.id ? null : <DeletePerson person={person} />}
            </>
          ) : null
        }
      />
      <div className="grid items-start gap-4 px-4 md:px-6 lg:grid-cols-2">
        <Keys person={person} mayEdit={mayEdit} />
        <Arrivals person={person} />
      </div>
    </>
  );
};

/** One person: their keys, and when they came. */
export const PersonPage = ({ id }: { id: string }) => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const people = useQuery(trpc.people.list.queryOptions({ site }));
  const person = people.data?.find((entry) => entry.id === id);
  if (person !== undefined) return <Detail person={person} />;
  if (people.data !== undefined && !people.isFetching)
    return <NotFoundNotice what={personWords.what} href="/people" back={personWords.seeAll} />;
  return people.error === null ? (
    <SkeletonRows rows={8} />
  ) : (
    <Problem title={personWords.unread} detail={problemText(people.error)} retry={people.refetch} />
  );
};
