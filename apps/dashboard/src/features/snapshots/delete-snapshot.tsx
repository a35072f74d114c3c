'use client';

import { formatBytes, plural } from '@nanoedge/words';
import { useMutation } from '@tanstack/react-query';
import { toast } from 'sonner';
import { Confirm } from '@/components/ui/confirm.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { problemText } from '@/browser/api/problem.ts';
import type { Snapshot } from './snapshot.ts';
import { useRereadSnapshots } from './snapshot-queries.ts';
import { useTRPC } from '@/browser/api/trpc.ts';

/** Deletes one snapshot for good. */
export const DeleteSnapshot = ({
  snapshot,
  onClose,
}: {
  snapshot: Snapshot;
  onClose: () => void;
}) => {
  const trpc = useTRPC();
  const reread = useRereadSnapshots();
  const { name, deviceName } = snapshot;
  const remove = useMutation(
    trpc.snapshots.remove.mutationOptions({
      onSuccess: () => {
        onClose();
        toast(`The snapshot of ${name} was deleted`);
        return reread();
      },
    }),
  );
  return (
    <Confirm
      open
      onClose={onClose}
      title={`Delete this snapshot of ${name}?`}
      action="Delete"
      busy={remove.isPending}
      error={remove.error === null ? undefined : problemText(remove.error)}
      onConfirm={() => remove.mutate({ snapshot: snapshot.id })}
    >
      <p>
        It was taken on {deviceName} <Ago at={snapshot.takenAt} /> and has{' '}
        {plural(snapshot.files, 'file')}, {formatBytes(snapshot.bytes)}. Nothing can bring it back.
        {snapshot.inUse ? '' : ' The deployment does not run now, so Undo is gone with it.'}
      </p>
    </Confirm>
  );
};
