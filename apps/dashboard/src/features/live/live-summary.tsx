'use client';

import { commonWords, liveWords } from '@nanoedge/words';
import { Skeleton } from '@/components/ui/feedback.tsx';
import { useHere } from '@/browser/live/here.ts';
import { useLive } from '@/browser/live/provider.tsx';

/**
 * The house in one line: who is here, who is on the way, which devices answer. Nothing is stated
 * before it is known; a device that was never heard is expected, not lost.
 */
export const LiveSummary = () => {
  const here = useHere();
  const devices = useLive((state) => state.data.devices);
  const known = useLive((state) => state.link.kind !== 'connecting' || state.data.devices.size > 0);
  if (!known)
    return (
      <span role="status">
        <span className="sr-only">{commonWords.loading}</span>
        <Skeleton className="inline-block h-4 w-72 max-w-full align-middle" />
      </span>
    );
  const all = [...devices.values()];
  const expected = all.filter((device) => !device.connected && device.reported === null).length;
  const states = here.map(({ state }) => state);
  return liveWords.summary({
    inRoom: states.filter((state) => state === 'arrived' || state === 'in-meeting').length,
    walking: states.filter((state) => state === 'guiding').length,
    connected: all.filter((device) => device.connected).length,
    devices: all.length - expected,
    expected,
  });
};
