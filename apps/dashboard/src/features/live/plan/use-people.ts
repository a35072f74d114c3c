'use client';

import { useMemo } from 'react';
import { useLive } from '@/browser/live/provider.tsx';
import { useSite } from '@/browser/site/site.tsx';
import { type PlacedPerson, placePeople } from './places.ts';
import { useTick } from './use-tick.ts';

/** Where everybody is now; ticks fast only while somebody walks. */
export const usePeople = (): readonly PlacedPerson[] => {
  const { plan } = useSite();
  const journeys = useLive((state) => state.data.journeys);
  const walking = useMemo(
    () => [...journeys.values()].some(({ journey }) => journey.state === 'guiding'),
    [journeys],
  );
  const now = useTick(walking ? 200 : 1000, journeys.size > 0);
  return useMemo(() => placePeople(plan, journeys.values(), now), [plan, journeys, now]);
};
