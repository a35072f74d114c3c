'use client';

import { type ReactNode, Suspense } from 'react';
import { ChangesProvider } from '@/features/deployments/changes-provider.tsx';
import { RunDrawer } from '@/features/runs/run-drawer.tsx';
import { RunWatch } from '@/features/runs/run-watch.tsx';
import { RunsPill } from '@/features/runs/runs-pill.tsx';
import { useMay } from '@/browser/site/site.tsx';

/**
 * What an administrator has on every page: the dialogs of changes, and news of how they go and end.
 */
export const ChangesFrame = ({ children }: { children: ReactNode }) => {
  const may = useMay();
  if (!may('deployment.change')) return children;
  return (
    <ChangesProvider>
      {children}
      <Suspense>
        <RunsPill />
        <RunWatch />
      </Suspense>
    </ChangesProvider>
  );
};

/**
 * The drawer beside the page. What it shows is in the address, which is unknown while pages are
 * built.
 */
export const ChangesDrawer = () => {
  const may = useMay();
  return may('deployment.change') ? (
    <Suspense>
      <RunDrawer />
    </Suspense>
  ) : null;
};
