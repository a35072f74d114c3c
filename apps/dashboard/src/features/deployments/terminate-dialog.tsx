'use client';

import { terminateDialogWords } from '@nanoedge/words';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { Confirm } from '@/components/ui/confirm.tsx';
import { problemText } from '@/browser/api/problem.ts';
import { useSite } from '@/browser/site/site.tsx';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useTaken } from '@/features/runs/use-taken.ts';

/** Terminates everything on a device or the site. */
export const TerminateDialog = ({
  device,
  onClose,
}: {
  device: { id: string; name: string } | null;
  onClose: () => void;
}) => {
  const trpc = useTRPC();
  const { id: site, name: siteName } = useSite();
  const { data: count } = useQuery(
    trpc.deployments.count.queryOptions({
      site,
      ...(device === null ? {} : { device: device.id }),
    }),
  );
  const taken = useTaken(onClose);
  const [withoutSnapshot, setWithoutSnapshot] = useState(false);
  const terminate = useMutation(
    trpc.deployments.terminateAll.mutationOptions({ onSuccess: taken }),
  );
  return (
    <Confirm
      open
      onClose={onClose}
      title={terminateDialogWords.title({ count, device: device?.name ?? null, site: siteName })}
      action={withoutSnapshot ? terminateDialogWords.actionWithout : terminateDialogWords.action}
      typed={withoutSnapshot ? (device?.name ?? siteName) : undefined}
      busy={terminate.isPending || count === undefined || count === 0}
      error={terminate.error === null ? undefined : problemText(terminate.error)}
      onConfirm={() =>
        terminate.mutate({
          site,
          ...(device === null ? {} : { device: device.id }),
          withoutSnapshot,
        })
      }
    >
      <p>{withoutSnapshot ? terminateDialogWords.loses : terminateDialogWords.keeps}</p>
      <Checkbox checked={withoutSnapshot} onChange={setWithoutSnapshot}>
        {terminateDialogWords.without}
      </Checkbox>
    </Confirm>
  );
};
