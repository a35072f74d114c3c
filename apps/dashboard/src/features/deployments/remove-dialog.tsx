'use client';

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
  const called =
    callers.length === 0 ? null : (
      <p>{`${callers.join(', ')} ${callers.length === 1 ? 'calls' : 'call'} it.`}</p>
    );
  return withoutSnapshot ? (
    <Confirm
      {...common}
      title={`Terminate ${name} on ${where} without a snapshot?`}
      action="Terminate without snapshot"
      typed={name}
    >
      <p>
        Its container and the data in its volumes are gone at once, and nothing can bring them back.
        The activity log keeps who did it.
      </p>
      {called}
    </Confirm>
  ) : (
    <Confirm {...common} title={`Remove ${name} from ${where}?`} action="Remove">
      <p>
        A snapshot of its volume data, config and release ({release.version}) is taken and stored
        first.
      </p>
      {called}
    </Confirm>
  );
};
