'use client';

import { useRunDrawer } from './drawer-address.ts';
import type { Run } from './run.ts';
import { useReread } from './run-queries.ts';

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
