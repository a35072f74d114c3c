'use client';

import { plural } from '@nanoedge/words';
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
  const services = count === undefined ? 'nanoservices' : plural(count, 'nanoservice');
  return (
    <Confirm
      open
      onClose={onClose}
      title={`Terminate all ${services} ${device === null ? `of ${siteName}` : `on ${device.name}`}?`}
      action={withoutSnapshot ? 'Terminate all without snapshots' : 'Terminate all'}
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
      <p>
        {withoutSnapshot
          ? 'Containers and the data in their volumes are gone at once, and nothing can bring them back.'
          : 'Of each, a snapshot of its volume data, config and release is taken and stored first. Each can be brought back with Undo.'}
      </p>
      <Checkbox checked={withoutSnapshot} onChange={setWithoutSnapshot}>
        Without snapshots
      </Checkbox>
    </Confirm>
  );
};
