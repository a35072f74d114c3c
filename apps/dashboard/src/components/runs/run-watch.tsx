'use client';

import { useEffect, useRef } from 'react';
import { toast } from 'sonner';
import { useRunDrawer } from '@/lib/run-drawer.ts';
import { justEnded, type Run, runTitle } from '@/lib/run-words.ts';
import { useRecentRuns } from '@/lib/runs.ts';
import { useUndo } from './run-actions.tsx';

/** Says how changes ended, wherever one is in the dashboard: a removal with Undo, a failure with a way to its reason. */
export const RunWatch = () => {
  const { data } = useRecentRuns();
  const { target, show } = useRunDrawer();
  const shown = target?.kind === 'run' ? target.id : null;
  const undo = useUndo();
  const undoRun = undo.mutate;
  const known = useRef<Map<string, Run['state']> | null>(null);
  useEffect(() => {
    if (data === undefined) return;
    const before = known.current;
    known.current = new Map(data.map((run) => [run.id, run.state]));
    // what ended before this page was opened is no news
    if (before === null) return;
    for (const run of justEnded(before, data)) {
      const title = `${runTitle(run)} on ${run.deviceName}`;
      if (run.state === 'done') {
        if (run.undoable && run.batch === null)
          toast(title, { id: run.id, duration: 15_000, action: { label: 'Undo', onClick: () => undoRun({ run: run.id }) } });
      } else if (run.state !== 'cancelled' && run.id !== shown) {
        toast.error(title, {
          id: run.id,
          duration: 15_000,
          action: { label: 'Show why', onClick: () => show([{ id: run.id, batch: null }]) },
        });
      }
    }
  }, [data, shown, show, undoRun]);
  return null;
};
