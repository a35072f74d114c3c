'use client';

import { removeDialogWords } from '@nanoedge/words';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Confirm } from '@/components/ui/confirm.tsx';
import { problemText } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import type { Deployment } from './changes-context.ts';
import { useTaken } from '@/features/runs/use-taken.ts';

/** Removal with its snapshot, or the separate act without one. */
export const RemoveDialog = ({
  deployment,
  withoutSnapshot,
  onClose,
}: {
  deployment: Deployment;
  withoutSnapshot: boolean;
  onClose: () => void;
}) => {
  const trpc = useTRPC();
  const taken = useTaken(onClose);
  const { data: around } = useQuery(
    trpc.deployments.around.queryOptions({ deployment: deployment.id }),
  );
  const remove = useMutation(
    trpc.deployments.remove.mutationOptions({ onSuccess: (run) => taken([run]) }),
  );
  const { id, name, device, release } = deployment;
  const where = around?.deviceName ?? device;
  const callers = around?.callers ?? [];
  const confirm = () => remove.mutate({ deployment: id, withoutSnapshot });
  const common = {
    open: true,
    onClose,
    busy: remove.isPending,
    error: remove.error === null ? undefined : problemText(remove.error),
    onConfirm: confirm,
  };
  const called = callers.length === 0 ? null : <p>{removeDialogWords.calledBy(callers)}</p>;
  return withoutSnapshot ? (
    <Confirm
      {...common}
      title={removeDialogWords.withoutSnapshot.title(name, where)}
      action={removeDialogWords.withoutSnapshot.action}
      typed={name}
    >
      <p>{removeDialogWords.withoutSnapshot.loses}</p>
      {called}
    </Confirm>
  ) : (
    <Confirm
      {...common}
      title={removeDialogWords.title(name, where)}
      action={removeDialogWords.action}
    >
      <p>{removeDialogWords.keeps(release.version)}</p>
      {called}
    </Confirm>
  );
};
