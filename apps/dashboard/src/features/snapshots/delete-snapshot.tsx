'use client';

import { commonWords, formatBytes, snapshotDialogWords } from '@nanoedge/words';
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
        toast(snapshotDialogWords.wasDeleted(name));
        return reread();
      },
    }),
  );
  const what = snapshotDialogWords.deleteWhat({
    device: deviceName,
    files: snapshot.files,
    size: formatBytes(snapshot.bytes),
    inUse: snapshot.inUse,
  });
  return (
    <Confirm
      open
      onClose={onClose}
      title={snapshotDialogWords.deleteTitle(name)}
      action={commonWords.delete}
      busy={remove.isPending}
      error={remove.error === null ? undefined : problemText(remove.error)}
      onConfirm={() => remove.mutate({ snapshot: snapshot.id })}
    >
      <p>
        {what.before}
        <Ago at={snapshot.takenAt} />
        {what.after}
      </p>
    </Confirm>
  );
};
