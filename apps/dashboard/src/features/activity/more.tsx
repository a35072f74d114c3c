'use client';

import { activityWords } from '@nanoedge/words';
import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button.tsx';

/** Loads the next page when it comes into view; a button for those who would rather press. */
export const More = ({ busy, onMore }: { busy: boolean; onMore: () => void }) => {
  const ref = useRef<HTMLDivElement>(null);
  const latest = useRef(onMore);
  useEffect(() => {
    latest.current = onMore;
  }, [onMore]);
  useEffect(() => {
    const element = ref.current;
    if (element === null || busy) return;
    const observer = new IntersectionObserver(
      ([entry]) => (entry?.isIntersecting === true ? latest.current() : undefined),
      {
        rootMargin: '400px',
      },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [busy]);
  return (
    <div ref={ref} className="flex justify-center p-3">
      <Button size="sm" disabled={busy} onClick={onMore}>
        {busy ? activityWords.loading : activityWords.older}
      </Button>
    </div>
  );
};
