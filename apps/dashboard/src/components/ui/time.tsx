'use client';

import { exactTime, relativeTime } from '@nanoedge/words';
import { useWithOwnTime } from '@/browser/site/site.tsx';
import { useNow } from '@/browser/time/clock.tsx';

/** A moment as people say it, exact on hover. Ticks by itself. */
export const Ago = ({ at, className }: { at: number; className?: string }) => {
  const now = useNow();
  const withOwn = useWithOwnTime();
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={withOwn((clock) => exactTime(at, clock))}
      className={className}
    >
      {now === null ? '' : relativeTime(at, now)}
    </time>
  );
};
