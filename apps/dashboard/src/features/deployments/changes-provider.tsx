'use client';

import { useMutation } from '@tanstack/react-query';
import { type ReactNode, Suspense, useMemo, useState } from 'react';
import { toast } from 'sonner';
import { problemText } from '@/browser/api/problem.ts';
import { useReread } from '@/features/runs/run-queries.ts';
import { showRunInAddress } from '@/features/runs/drawer-address.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { AddDialog } from './add-dialog.tsx';
import { ChangeDialog } from './change-dialog.tsx';
import { type ChangeIntent, type Changes, ChangesContext } from './changes-context.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { TerminateDialog } from './terminate-dialog.tsx';

const Asking = ({ what, onClose }: { what: ChangeIntent; onClose: () => void }) => {
  switch (what.kind) {
    case 'add':
      return <AddDialog nanoservice={what.nanoservice} device={what.device} onClose={onClose} />;
    case 'change':
      return <ChangeDialog deployment={what.deployment} part={what.part} onClose={onClose} />;
    case 'remove':
      return (
        <RemoveDialog
          deployment={what.deployment}
          withoutSnapshot={what.withoutSnapshot}
          onClose={onClose}
        />
      );
    case 'terminate-all':
      return <TerminateDialog device={what.device} onClose={onClose} />;
  }
};

/** Gives every page the dialogs of changes. */
export const ChangesProvider = ({ children }: { children: ReactNode }) => {
  const trpc = useTRPC();
  const reread = useReread();
  const [what, setWhat] = useState<ChangeIntent | null>(null);
  const restart = useMutation(
    trpc.deployments.restart.mutationOptions({
      onError: (error) => toast.error(problemText(error)),
      onSuccess: (run) => {
        showRunInAddress(run.id);
        return reread();
      },
    }),
  );
  const again = restart.mutate;
  const changes = useMemo<Changes>(
    () => ({
      ask: setWhat,
      restart: (deployment) => again({ deployment }),
      recreate: (deployment) => again({ deployment, fresh: true }),
    }),
    [again],
  );
  return (
    <ChangesContext value={changes}>
      {children}
      <Suspense>
        {what === null ? null : <Asking what={what} onClose={() => setWhat(null)} />}
      </Suspense>
    </ChangesContext>
  );
};
