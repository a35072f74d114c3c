'use client';

import type { Doubt } from '@nanoedge/base';
import { deviceWords, doubtWord } from '@nanoedge/words';
import { Ago } from '@/components/ui/time.tsx';

/** Why what the page shows of the device may be old, and since when. */
export const LastKnown = ({ doubt, at }: { doubt: Doubt; at: number | null }) => (
  <span data-testid="old-state">
    {doubtWord[doubt]}
    {at === null ? null : (
      <>
        {' '}
        {deviceWords.lastKnown.before}
        <Ago at={at} />
        {deviceWords.lastKnown.after}
      </>
    )}
  </span>
);
