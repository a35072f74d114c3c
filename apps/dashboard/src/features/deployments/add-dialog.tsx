'use client';

import Link from 'next/link';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { buttonLook } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { nanoserviceTitle } from './nanoservice-title.ts';
import { useMatrix } from './matrix-query.ts';
import { problemText } from '@/browser/api/problem.ts';
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
  const matrix = useMatrix();
  const releases =
    matrix.data?.nanoservices.find(({ name }) => name === nanoservice)?.releases ?? [];
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
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={`Add ${nanoserviceTitle(matrix.data, nanoservice)}`}
      description="It is called running only after it has answered over CoAP and stayed healthy."
    >
      {matrix.error !== null && matrix.data === undefined ? (
        <Problem
          title="The releases could not be read"
          detail={problemText(matrix.error)}
          retry={matrix.refetch}
        />
      ) : null}
      {matrix.isPending ? <SkeletonRows rows={4} /> : null}
      {matrix.data !== undefined && release === undefined ? (
        <Empty
          title="It has no release yet"
          action={
            <Link
              href={`/new-nanoservice?of=${encodeURIComponent(nanoservice)}`}
              onClick={onClose}
              className={buttonLook({ tone: 'primary' })}
            >
              Create a release
            </Link>
          }
        >
          A release is an image with a config schema and limits.
        </Empty>
      ) : null}
      {matrix.data !== undefined && release !== undefined ? (
        <AddForm
          key={release.id}
          matrix={matrix.data}
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
