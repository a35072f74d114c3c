'use client';

import { openRunsText } from '@nanoedge/words';
import { Clock, LoaderCircle } from 'lucide-react';
import { useRunDrawer } from './drawer-address.ts';
import { useOpenRuns } from './run-queries.ts';

/** Says that changes go on while nobody looks at them, and brings the drawer back. */
export const RunsPill = () => {
  const { data } = useOpenRuns();
  const { target, show, showRecent } = useRunDrawer();
  const open = data ?? [];
  if (open.length === 0 || target !== null) return null;
  const [first] = open;
  const batch = first?.batch ?? null;
  const together =
    open.length === 1 || (batch !== null && open.every((run) => run.batch === batch));
  return (
    <button
      type="button"
      data-testid="runs-pill"
      onClick={() => (together ? show(open) : showRecent())}
      className="fixed right-4 bottom-20 z-30 flex h-9 items-center gap-2 rounded-full border border-line bg-raised px-3.5 font-medium text-ink shadow-pop hover:bg-sunken md:bottom-4"
    >
      {open.every(({ waiting }) => waiting !== null) ? (
        <Clock aria-hidden className="size-4 text-attention" />
      ) : (
        <LoaderCircle aria-hidden className="size-4 text-accent motion-safe:animate-spin" />
      )}
      {openRunsText(open)}
    </button>
  );
};
