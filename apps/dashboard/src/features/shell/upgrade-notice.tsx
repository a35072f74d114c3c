'use client';

import { shellWords } from '@nanoedge/words';
import { Sparkles } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { useHealth } from '@/browser/live/health.ts';
import { afterUpgrade } from '@/browser/upgrade/after-upgrade.ts';
import { HalfDone } from '@/browser/upgrade/half-done.ts';

const lookMs = 2_000;

/** Whether somebody is in the middle of something; looked at again while that matters. */
const useBusy = (matters: boolean): boolean => {
  const [halfDone] = useState(() => new HalfDone(window.document));
  const [busy, setBusy] = useState(true);
  useEffect(() => {
    const ending = new AbortController();
    halfDone.watch(ending.signal);
    return () => ending.abort();
  }, [halfDone]);
  useEffect(() => {
    if (!matters) return undefined;
    const look = () => setBusy(halfDone.isBusy());
    look();
    const timer = setInterval(look, lookMs);
    return () => clearInterval(timer);
  }, [matters, halfDone]);
  return busy;
};

const reload = () => window.location.reload();

/**
 * Reloads a page that is older than the dashboard by now; while somebody is in the middle of
 * something it says so instead, and waits.
 */
export const UpgradeNotice = () => {
  const { build } = useHealth();
  const [own, setOwn] = useState<string | null>(null);
  if (own === null && build !== null) setOwn(build);
  const busy = useBusy(own !== null && build !== null && own !== build);
  const step = afterUpgrade({ own, now: build, busy });
  useEffect(() => {
    if (step === 'reload') reload();
  }, [step]);
  if (step !== 'say') return null;
  return (
    <div
      role="status"
      data-testid="upgrade-notice"
      className="flex flex-wrap items-center gap-2 border-b border-accent/40 bg-accent-soft px-4 py-2"
    >
      <Sparkles aria-hidden className="size-4 shrink-0 text-accent" />
      <p className="min-w-0 flex-1">{shellWords.upgraded}</p>
      <Button size="sm" onClick={reload}>
        {shellWords.reloadNow}
      </Button>
    </div>
  );
};
