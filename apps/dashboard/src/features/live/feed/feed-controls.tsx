'use client';

import { eventListWords } from '@nanoedge/words';
import { Pause, Play } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import { AddressSearch } from '@/components/ui/address-search.tsx';
import { DeviceSelect, KindSelect } from '@/features/events/event-selects.tsx';
import type { Feed } from './use-feed.ts';

/** Narrows the feed by kind, device and text, and holds it still. */
export const FeedControls = ({ feed: { paused, missed, togglePause } }: { feed: Feed }) => {
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <KindSelect className="h-7 w-28 text-xs md:text-xs" />
      <DeviceSelect className="h-7 w-32 text-xs md:text-xs" />
      <AddressSearch
        label={eventListWords.text}
        placeholder={eventListWords.find}
        className="h-7 w-28 text-xs md:text-xs"
      />
      <Button size="sm" aria-pressed={paused} onClick={togglePause}>
        {paused ? <Play aria-hidden /> : <Pause aria-hidden />}
        {paused ? eventListWords.resume(missed) : eventListWords.pause}
      </Button>
    </div>
  );
};
