'use client';

import { linkStateWords } from '@nanoedge/words';
import { WifiOff } from 'lucide-react';
import { Ago } from '@/components/ui/time.tsx';
import { useLive } from '@/browser/live/provider.tsx';

/** Says clearly that what is shown is old, since when, and what happens next. */
export const LinkBanner = () => {
  const link = useLive((state) => state.link);
  if (link.kind !== 'lost' && link.kind !== 'refused') return null;
  return (
    <div
      role="alert"
      data-testid="link-banner"
      className="flex items-center gap-2 border-b border-broken/40 bg-broken-soft px-4 py-2 text-broken"
    >
      <WifiOff aria-hidden className="size-4 shrink-0" />
      {link.kind === 'lost' ? (
        <p>
          {linkStateWords.lostSince.before}
          <Ago at={link.since} />
          {linkStateWords.lostSince.after}
        </p>
      ) : (
        <p>{linkStateWords.refusedNext}</p>
      )}
    </div>
  );
};
