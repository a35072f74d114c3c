'use client';

import { commonWords, runActionWords } from '@nanoedge/words';
import { useMutation } from '@tanstack/react-query';
import { CircleSlash, Undo2 } from 'lucide-react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button.tsx';
import { problemText } from '@/browser/api/problem.ts';
import { useRunDrawer } from './drawer-address.ts';
import type { Run } from './run.ts';
import { useReread } from './run-queries.ts';
import { useMay } from '@/browser/site/site.tsx';
import { useTRPC } from '@/browser/api/trpc.ts';

/** Brings a removed deployment back, and shows how that goes. */
export const useUndo = () => {
  const trpc = useTRPC();
  const { show } = useRunDrawer();
  const reread = useReread();
  return useMutation(
    trpc.deployments.undo.mutationOptions({
      onError: (error) => toast.error(problemText(error)),
      onSuccess: (run, { run: removal }) => {
        toast.dismiss(removal);
        show([run]);
        return reread();
      },
    }),
  );
};

/** Undo in a row, for as long as it is possible. */
export const UndoButton = ({ run }: { run: Run }) => {
  const may = useMay();
  const undo = useUndo();
  if (!run.undoable || !may('deployment.change')) return null;
  return (
    <Button size="sm" disabled={undo.isPending} onClick={() => undo.mutate({ run: run.id })}>
      <Undo2 aria-hidden /> {commonWords.undo}
      <span className="sr-only">{runActionWords.undoOf(run.name)}</span>
    </Button>
  );
};

/** Takes a change back before its point of no return. */
export const CancelButton = ({ run }: { run: Run }) => {
  const trpc = useTRPC();
  const may = useMay();
  const reread = useReread();
  const cancel = useMutation(
    trpc.runs.cancel.mutationOptions({
      onError: (error) => toast.error(problemText(error)),
      onSuccess: () => reread(),
    }),
  );
  if (!run.cancellable || !may('run.cancel')) return null;
  return (
    <Button size="sm" disabled={cancel.isPending} onClick={() => cancel.mutate({ run: run.id })}>
      <CircleSlash aria-hidden />{' '}
      {cancel.isPending ? runActionWords.cancelling : runActionWords.cancel}
      <span className="sr-only">{runActionWords.cancelOf(run.name)}</span>
    </Button>
  );
};
