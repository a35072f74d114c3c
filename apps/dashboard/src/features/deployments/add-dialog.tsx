'use client';

import { addDialogWords } from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { buttonLook } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { problemText } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useSite } from '@/browser/site/site.tsx';
import { type AddDraft, AddForm } from './add-form.tsx';

/** Adds a nanoservice to one or several devices. */
export const AddDialog = ({
  nanoservice,
  device,
  onClose,
}: {
  nanoservice: string;
  device: string | null;
  onClose: () => void;
}) => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const known = useQuery(trpc.nanoservices.releases.queryOptions({ nanoservice }));
  const places = useQuery(trpc.deployments.places.queryOptions({ site }));
  const releases = known.data?.releases ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const form = useForm<AddDraft>({
    defaultValues: {
      placement: { by: 'devices', devices: device === null ? [] : [device], label: '' },
      name: '',
      port: '',
      peers: null,
    },
    mode: 'onChange',
    shouldFocusError: false,
  });
  const release = releases.find(({ id }) => id === chosen) ?? releases[0];
  const ready = known.data !== undefined && places.data !== undefined;
  const failed = ready ? null : (known.error ?? places.error);
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={addDialogWords.title(known.data?.title ?? nanoservice)}
      description={addDialogWords.description}
    >
      {failed === null ? null : (
        <Problem
          title={addDialogWords.unread}
          detail={problemText(failed)}
          retry={() => Promise.all([known.refetch(), places.refetch()])}
        />
      )}
      {failed === null && !ready ? <SkeletonRows rows={4} /> : null}
      {ready && release === undefined ? (
        <Empty
          title={addDialogWords.noRelease}
          action={
            <Link
              href={`/new-nanoservice?of=${encodeURIComponent(nanoservice)}`}
              onClick={onClose}
              className={buttonLook({ tone: 'primary' })}
            >
              {addDialogWords.createRelease}
            </Link>
          }
        >
          {addDialogWords.whatReleaseIs}
        </Empty>
      ) : null}
      {places.data !== undefined && release !== undefined ? (
        <AddForm
          key={release.id}
          places={places.data}
          releases={releases}
          release={release}
          onRelease={(next) => {
            form.reset(form.getValues());
            setChosen(next);
          }}
          form={form}
          onClose={onClose}
        />
      ) : null}
    </Dialog>
  );
};
