'use client';

import { isExpected } from '@nanoedge/base';
import { commonWords, liveWords } from '@nanoedge/words';
import { Skeleton } from '@/components/ui/feedback.tsx';
import { useDoubts, useUnwatched } from '@/browser/live/doubt.ts';
import { useHere } from '@/browser/live/here.ts';
import { useLive } from '@/browser/live/provider.tsx';

/**
 * The house in one line: who is here, who is on the way, which devices answer. Nothing is stated
 * before it is known; what was known before the dashboard was lost is said to be that; a device that
 * was never heard is expected, not lost.
 */
export const LiveSummary = () => {
  const here = useHere();
  const devices = useLive((state) => state.data.devices);
  const doubts = useDoubts(devices);
  const unwatched = useUnwatched();
  const databaseDown = useLive((state) => state.databaseDown);
  const known = useLive((state) => state.link.kind !== 'connecting' || state.data.devices.size > 0);
  if (!known)
    return (
      <span role="status">
        <span className="sr-only">{commonWords.loading}</span>
        <Skeleton className="inline-block h-4 w-72 max-w-full align-middle" />
      </span>
    );
  const all = [...devices.values()];
  const expected = all.filter(isExpected).length;
  const heard = all.filter(({ device }) => {
    const doubt = doubts.get(device) ?? null;
    return doubt === null || doubt === 'engine';
  });
  const states = here.map(({ state }) => state);
  if (unwatched || databaseDown) return liveWords.notKnown;
  return liveWords.summary({
    inRoom: states.filter((state) => state === 'arrived' || state === 'in-meeting').length,
    walking: states.filter((state) => state === 'guiding').length,
    connected: heard.length,
    devices: all.length - expected,
    expected,
  });
};
