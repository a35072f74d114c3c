'use client';

import { eventListWords } from '@nanoedge/words';
import { setInAddress } from '@/browser/address/url-state.ts';
import { useLive } from '@/browser/live/provider.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { FeedControls } from './feed-controls.tsx';
import { FeedRows } from './feed-rows.tsx';
import { useFeed } from './use-feed.ts';

/** Whether there are none is known only once the past was read. */
const NoneYet = () => {
  const past = useLive((state) => state.past);
  if (past === 'reading') return <SkeletonRows rows={4} className="h-5" />;
  if (past === 'unread') return <Problem title={eventListWords.unread} />;
  return <Empty title={eventListWords.none}>{eventListWords.comes}</Empty>;
};

const NonePasses = () => (
  <Empty title={eventListWords.nonePasses}>
    <Button size="sm" onClick={() => setInAddress({ kind: '', device: '', q: '' })}>
      {eventListWords.clear}
    </Button>
  </Empty>
);

/** Everything that happens, as it happens; filtered by kind, device and text. */
export const EventFeed = ({
  selected,
  className,
}: {
  selected: string | null;
  className: string;
}) => {
  const feed = useFeed();
  return (
    <Panel
      title={eventListWords.title}
      className={className}
      bodyClassName="flex flex-col"
      actions={<FeedControls feed={feed} />}
    >
      {feed.rows.length > 0 ? (
        <FeedRows rows={feed.rows} names={feed.names} selected={selected} />
      ) : feed.total === 0 ? (
        <NoneYet />
      ) : (
        <NonePasses />
      )}
    </Panel>
  );
};
