'use client';

import { useMemo } from 'react';
import type { Run } from './run.ts';
import { setInAddress, useUrlState } from '@/browser/address/url-state.ts';

/** What the drawer shows: one change, all that one click started, or the last ones of the site. */
export type DrawerTarget =
  | { kind: 'run'; id: string }
  | { kind: 'batch'; id: string }
  | { kind: 'recent' };

export interface DrawerControl {
  target: DrawerTarget | null;
  show: (runs: readonly Pick<Run, 'id' | 'batch'>[]) => void;
  showRecent: () => void;
  close: () => void;
}

const recent = 'recent';

/** Opens the drawer on one run, for those who do not read the address themselves. */
export const showRunInAddress = (run: string): void => setInAddress({ run, batch: '' });

/** The drawer's state lives in the address, so that a reload keeps it. */
export const useRunDrawer = (): DrawerControl => {
  const { get, set } = useUrlState();
  const run = get('run');
  const batch = get('batch');
  return useMemo(() => {
    const target: DrawerTarget | null =
      batch !== ''
        ? { kind: 'batch', id: batch }
        : run === recent
          ? { kind: 'recent' }
          : run !== ''
            ? { kind: 'run', id: run }
            : null;
    return {
      target,
      show: (runs) => {
        const [first] = runs;
        if (first === undefined) return;
        if (runs.length === 1) set({ run: first.id, batch: '' });
        else if (first.batch !== null) set({ run: '', batch: first.batch });
        else set({ run: recent, batch: '' });
      },
      showRecent: () => set({ run: recent, batch: '' }),
      close: () => set({ run: '', batch: '' }),
    };
  }, [run, batch, set]);
};
