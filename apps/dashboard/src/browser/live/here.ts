'use client';

import { whoIsHere } from '@nanoedge/base';
import type { Journey } from '@nanoedge/protocol';
import { useMemo } from 'react';
import { useNow } from '@/browser/time/clock.tsx';
import { useLive } from './provider.tsx';

/** How often somebody may cease to be believed; finer than a person notices. */
const roundMs = 5000;

/** Who is in the building now, one journey a person. */
export const useHere = (): readonly Journey[] => {
  const journeys = useLive((state) => state.data.journeys);
  const now = useNow();
  // Until the page's clock runs, all that was read just now is believed.
  const rounded = now === null ? 0 : Math.floor(now / roundMs) * roundMs;
  return useMemo(
    () =>
      whoIsHere(
        [...journeys.values()].map(({ journey }) => journey),
        rounded,
      ),
    [journeys, rounded],
  );
};
