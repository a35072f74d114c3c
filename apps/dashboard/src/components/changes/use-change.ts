'use client';

import { useRunDrawer } from '@/lib/run-drawer.ts';
import type { Run } from '@/lib/run-words.ts';
import { useReread } from '@/lib/runs.ts';

/** What follows a change that the server took: the dialog closes, the drawer shows its steps. */
export const useTaken = (onClose: () => void) => {
  const { show } = useRunDrawer();
  const reread = useReread();
  return (runs: readonly Run[]) => {
    onClose();
    show(runs);
    return reread();
  };
};
