'use client';

import { useMutation } from '@tanstack/react-query';
import { toast } from 'sonner';
import { problemText } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useRunDrawer } from './drawer-address.ts';
import type { Run } from './run.ts';
import { useReread } from './run-queries.ts';

/** Undoes several removals at once and shows how that goes; the first that cannot be is told. */
export const useUndoAll = () => {
  const trpc = useTRPC();
  const reread = useReread();
  const { showRecent } = useRunDrawer();
  const undo = useMutation(trpc.deployments.undo.mutationOptions());
  const all = async (removals: readonly Run['id'][]): Promise<void> => {
    showRecent();
    const asked = await Promise.allSettled(removals.map((run) => undo.mutateAsync({ run })));
    const refused = asked.find((result) => result.status === 'rejected');
    if (refused !== undefined) toast.error(problemText(refused.reason));
    await reread();
  };
  return { all, busy: undo.isPending };
};
