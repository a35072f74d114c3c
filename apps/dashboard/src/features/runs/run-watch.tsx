'use client';

import { commonWords, isOpen, runActionWords, runTitle } from '@nanoedge/words';
import { useEffect, useRef } from 'react';
import { toast } from 'sonner';
import { type DrawerControl, useRunDrawer } from './drawer-address.ts';
import { justEnded, type Run } from './run.ts';
import { useRecentRuns } from './run-queries.ts';
import { useUndo } from './run-actions.tsx';

const longMs = 15_000;

interface Act {
  show: DrawerControl['show'];
  undo: (run: Run) => void;
}

/**
 * A removal with the way back, a failure with the way to its reason; what went as asked is seen in
 * its place.
 */
const sayEnd = (run: Run, { show, undo }: Act) => {
  const title = runActionWords.on(runTitle(run), run.deviceName);
  if (run.state === 'done') {
    if (run.undoable)
      toast(title, {
        id: run.id,
        duration: longMs,
        action: { label: commonWords.undo, onClick: () => undo(run) },
      });
  } else if (run.state !== 'cancelled') {
    toast.error(title, {
      id: run.id,
      duration: longMs,
      action: { label: runActionWords.showWhy, onClick: () => show([{ id: run.id, batch: null }]) },
    });
  }
};

const sayBatch = (batch: string, runs: readonly Run[], { show }: Act) => {
  const done = runs.filter(({ state }) => state === 'done').length;
  const say = done === runs.length ? toast : toast.error;
  say(runActionWords.doneOf(done, runs.length), {
    id: batch,
    duration: longMs,
    action: {
      label: runs.some(({ undoable }) => undoable)
        ? runActionWords.showAndUndo
        : runActionWords.show,
      onClick: () => show(runs),
    },
  });
};

/**
 * Says how changes ended, wherever one is in the dashboard. Those that the drawer shows need no
 * saying, but their Undo.
 */
export const RunWatch = () => {
  const { data } = useRecentRuns();
  const { target, show } = useRunDrawer();
  const shown = target === null || target.kind === 'recent' ? null : target.id;
  const { mutate } = useUndo();
  const known = useRef<Map<string, Run['state']> | null>(null);
  useEffect(() => {
    if (data === undefined) return;
    const before = known.current;
    known.current = new Map(data.map((run) => [run.id, run.state]));
    // What ended before this page was opened is no news
    if (before === null) return;
    const act: Act = { show, undo: (run) => mutate({ run: run.id }) };
    const ended = justEnded(before, data);
    for (const run of ended.filter(({ batch }) => batch === null))
      if (run.state === 'done' || run.id !== shown) sayEnd(run, act);
    for (const batch of new Set(ended.map((run) => run.batch))) {
      const together = data.filter((run) => run.batch === batch);
      if (batch !== null && batch !== shown && !together.some(isOpen))
        sayBatch(batch, together, act);
    }
  }, [data, shown, show, mutate]);
  return null;
};
