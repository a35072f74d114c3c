'use client';

import { asksForConsent, removeDialogWords } from '@nanoedge/words';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Checkbox } from '@/components/ui/checkbox.tsx';
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
  const [leaveOut, setLeaveOut] = useState(false);
  const { data: around } = useQuery(
    trpc.deployments.around.queryOptions({ deployment: deployment.id }),
  );
  const remove = useMutation(
    trpc.deployments.remove.mutationOptions({ onSuccess: (run) => taken([run]) }),
  );
  const { id, name, device, release } = deployment;
  const where = around?.deviceName ?? device;
  const callers = around?.callers ?? [];
  const refused = around?.refusedRemoval ?? null;
  const asks = !withoutSnapshot && asksForConsent(refused);
  const confirm = () =>
    remove.mutate({ deployment: id, withoutSnapshot, leaveOut: asks && leaveOut });
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
      <p>
        {removeDialogWords.keeps(release.version)} {removeDialogWords.sockets}
      </p>
      {asks && refused !== null ? (
        <>
          <p className="break-words">{removeDialogWords.wasRefused(refused)}</p>
          <Checkbox checked={leaveOut} onChange={setLeaveOut}>
            {removeDialogWords.leaveOut}
          </Checkbox>
        </>
      ) : null}
      {called}
    </Confirm>
  );
};
