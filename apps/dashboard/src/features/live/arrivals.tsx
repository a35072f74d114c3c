'use client';

import { hasEnded } from '@nanoedge/base';
import {
  arrivalListWords,
  journeyStart,
  journeyWord,
  noLongerKnown,
  refusalWord,
  whoIs,
} from '@nanoedge/words';
import { ChevronRight, DoorOpen } from 'lucide-react';
import Link from 'next/link';
import { useMemo } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { Disc } from '@/components/ui/disc.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { Badge } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { useHere } from '@/browser/live/here.ts';
import { useLive } from '@/browser/live/provider.tsx';
import type { SeenJourney } from '@/browser/live/reduce.ts';
import { useMay } from '@/browser/site/site.tsx';
import { ArrivalChips } from './arrival-chips.tsx';

const shown = 60;

const ArrivalRow = ({
  journey,
  known,
  selected,
  onSelect,
}: {
  journey: SeenJourney['journey'];
  /** Whether what it said last may still be believed. */
  known: boolean;
  selected: boolean;
  onSelect: () => void;
}) => {
  const { word, tone } = known ? journeyWord[journey.state] : noLongerKnown;
  return (
    <li
      data-testid="arrival-row"
      data-journey={journey.id}
      data-state={journey.state}
      className={cn(
        'relative border-b border-line px-3 py-2.5 hover:bg-sunken',
        selected ? 'bg-accent-soft hover:bg-accent-soft' : '',
      )}
    >
      <div className="flex items-start gap-2.5">
        <Disc person={journey.person} className="mt-0.5" />
        <div className="min-w-0 flex-1">
          <div className="flex items-center gap-2">
            <button
              type="button"
              aria-pressed={selected}
              onClick={onSelect}
              className="truncate rounded text-left font-medium after:absolute after:inset-0"
            >
              {whoIs(journey)}
            </button>
            <Badge tone={tone}>{word}</Badge>
            <Ago
              at={journeyStart(journey)}
              className="ml-auto text-xs whitespace-nowrap text-ink-soft"
            />
            <Link
              href={`/arrivals/${encodeURIComponent(journey.id)}`}
              aria-label={arrivalListWords.timing(whoIs(journey))}
              className="relative z-10 -mr-1 rounded p-1 text-ink-soft hover:bg-unknown-soft hover:text-ink"
            >
              <ChevronRight aria-hidden className="size-4" />
            </Link>
          </div>
          <p className="truncate text-xs text-ink-soft">
            {journey.state === 'refused'
              ? arrivalListWords.notLetIn(refusalWord(journey.refusal))
              : (journey.meeting?.title ?? arrivalListWords.noMeeting)}
          </p>
        </div>
      </div>
      <div className="mt-2">
        <ArrivalChips journey={journey} />
      </div>
    </li>
  );
};

/** Everybody who came, newest first, each with the steps so far. */
export const Arrivals = ({
  selected,
  onSelect,
  className,
}: {
  selected: string | null;
  onSelect: (journey: string | null) => void;
  className?: string;
}) => {
  const journeys = useLive((state) => state.data.journeys);
  const link = useLive((state) => state.link.kind);
  const past = useLive((state) => state.past);
  const here = new Set(useHere().map(({ id }) => id));
  const may = useMay();
  const newest = useMemo(
    () =>
      [...journeys.values()]
        .map(({ journey }) => journey)
        .toSorted((a, b) => journeyStart(b) - journeyStart(a) || b.id.localeCompare(a.id))
        .slice(0, shown),
    [journeys],
  );
  return (
    <Panel
      title={arrivalListWords.title}
      className={className ?? ''}
      scrolls
      actions={<span className="text-xs text-ink-faint">{arrivalListWords.order}</span>}
    >
      {newest.length === 0 && past === 'reading' ? (
        <SkeletonRows rows={4} className="h-14" />
      ) : null}
      {newest.length === 0 && past === 'unread' ? (
        <Problem title={arrivalListWords.unread} />
      ) : null}
      {newest.length === 0 && past === 'read' ? (
        <Empty title={arrivalListWords.nobody} icon={<DoorOpen aria-hidden />}>
          {may('simulation.run')
            ? `${arrivalListWords.comes} ${arrivalListWords.simulate}`
            : arrivalListWords.comes}
        </Empty>
      ) : null}
      <ul className={link === 'live' ? '' : 'grayscale'}>
        {newest.map((journey) => (
          <ArrivalRow
            key={journey.id}
            journey={journey}
            known={hasEnded(journey.state) || here.has(journey.id)}
            selected={journey.id === selected}
            onSelect={() => onSelect(journey.id === selected ? null : journey.id)}
          />
        ))}
      </ul>
    </Panel>
  );
};
