'use client';

import type { Journey } from '@nanoedge/protocol';
import { journeyWord, meetingWords } from '@nanoedge/words';
import { useMemo } from 'react';
import Link from 'next/link';
import { Disc } from '@/components/ui/disc.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { useLive } from '@/browser/live/provider.tsx';
import type { Outputs } from '@/browser/api/trpc.ts';

type Meeting = Outputs['meetings']['get'];

/** The newest journey of each person to this meeting. */
const useJourneys = (meeting: string): ReadonlyMap<string, Journey> => {
  const journeys = useLive((state) => state.data.journeys);
  return useMemo(() => {
    const own = [...journeys.values()]
      .map(({ journey }) => journey)
      .filter((journey) => journey.meeting?.id === meeting);
    return new Map(
      own
        .toSorted((a, b) => a.updatedAt - b.updatedAt)
        .flatMap((journey) =>
          journey.person === null ? [] : [[String(journey.person.id), journey] as const],
        ),
    );
  }, [journeys, meeting]);
};

/** Who is expected, and where each of them is now. */
export const Participants = ({ meeting }: { meeting: Meeting }) => {
  const journeys = useJourneys(meeting.id);
  const stale = useLive((state) => state.link.kind !== 'live');
  const inside = meeting.participants.filter(({ id }) =>
    ['arrived', 'in-meeting'].includes(journeys.get(id)?.state ?? ''),
  ).length;
  return (
    <Panel
      title={meetingWords.participants}
      actions={
        <span className="text-xs text-ink-soft">
          {meetingWords.inRoom(inside, meeting.participants.length)}
        </span>
      }
    >
      <ul className={stale ? 'grayscale' : ''}>
        {meeting.participants.map((person) => {
          const journey = journeys.get(person.id);
          return (
            <li
              key={person.id}
              data-testid="participant"
              data-state={journey?.state ?? 'none'}
              className="flex min-h-12 items-center gap-3 border-b border-line px-3 last:border-b-0"
            >
              <Disc person={person} />
              <span className="min-w-0 flex-1 truncate font-medium">{person.name}</span>
              {journey === undefined ? (
                <StateWord tone="unknown">{meetingWords.notHere}</StateWord>
              ) : (
                <>
                  <StateWord tone={journeyWord[journey.state].tone}>
                    {journeyWord[journey.state].word}
                  </StateWord>
                  <Link
                    href={`/arrivals/${encodeURIComponent(journey.id)}`}
                    className="text-xs text-ink-soft underline decoration-line-strong underline-offset-2 hover:text-ink"
                  >
                    <Ago at={journey.updatedAt} />
                  </Link>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
};
