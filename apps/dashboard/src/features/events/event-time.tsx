'use client';

import type { StoredEvent } from '@nanoedge/protocol';
import { isLate, lateTimes } from '@nanoedge/words';
import { cn } from '@/components/ui/cn.ts';
import { Ago } from '@/components/ui/time.tsx';
import { useClocks } from '@/browser/site/site.tsx';
import { useNow } from '@/browser/time/clock.tsx';

/** When an event happened; of one that came late also when it arrived. */
export const EventTime = ({ event }: { event: StoredEvent }) => {
  const now = useNow();
  const { site } = useClocks();
  const times = { at: event.body.at, receivedAt: event.receivedAt };
  const late = isLate(times);
  return (
    <span
      data-late={late ? 'yes' : 'no'}
      className={cn(
        'shrink-0 text-right text-xs whitespace-nowrap',
        late ? 'text-attention' : 'w-16 text-ink-soft',
      )}
    >
      {late ? lateTimes(times, now ?? event.receivedAt, site) : <Ago at={event.body.at} />}
    </span>
  );
};
