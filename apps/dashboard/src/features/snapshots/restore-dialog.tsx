'use client';

import { exactTime } from '@nanoedge/words';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTaken } from '@/features/runs/use-taken.ts';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { describedBy, Field, FieldError } from '@/components/ui/field.tsx';
import { Input, Select } from '@/components/ui/input.tsx';
import { useSite } from '@/browser/site/site.tsx';
import { detailText, problemOf } from '@/browser/api/problem.ts';
import { restoreWords, type Snapshot } from './snapshot-words.ts';
import { useTRPC } from '@/browser/api/trpc.ts';

/** Restores a snapshot where it came from, or elsewhere. */
export const RestoreDialog = ({
  snapshot,
  onClose,
}: {
  snapshot: Snapshot;
  onClose: () => void;
}) => {
  const id = useId();
  const trpc = useTRPC();
  const { id: site } = useSite();
  const matrix = useQuery(trpc.nanoservices.matrix.queryOptions({ site }));
  const taken = useTaken(onClose);
  const [device, setDevice] = useState<string>(snapshot.device);
  const [name, setName] = useState(snapshot.name);
  const restore = useMutation(
    trpc.snapshots.restore.mutationOptions({ onSuccess: (run) => taken([run]) }),
  );
  const problem = restore.error === null ? null : problemOf(restore.error);
  const at = (field: string) => (problem?.field === field ? problem.message : undefined);
  const devices = matrix.data?.devices ?? [];
  const there = matrix.data?.deployments.find(
    (deployment) => deployment.device === device && deployment.name === name.trim(),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = name.trim();
    restore.mutate({
      snapshot: snapshot.id,
      ...(device === snapshot.device ? {} : { device }),
      ...(wanted === '' || wanted === snapshot.name ? {} : { name: wanted }),
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Restore ${snapshot.name}`}
      description={`As it was on ${snapshot.deviceName} on ${exactTime(snapshot.takenAt)}, release ${snapshot.version}.`}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field id={`${id}-device`} label="Device" error={at('device')}>
          <Select
            id={`${id}-device`}
            value={device}
            onChange={(event) => setDevice(event.target.value)}
            aria-invalid={at('device') !== undefined}
            aria-describedby={describedBy(`${id}-device`, at('device'))}
          >
            {devices.some((entry) => entry.id === snapshot.device) ? null : (
              <option value={snapshot.device}>{snapshot.deviceName}</option>
            )}
            {devices.map((entry) => (
              <option key={entry.id} value={entry.id}>
                {entry.name}
                {entry.id === snapshot.device ? ' (where it came from)' : ''}
              </option>
            ))}
          </Select>
        </Field>
        <Field id={`${id}-name`} label="Name" error={at('name')}>
          <Input
            id={`${id}-name`}
            value={name}
            onChange={(event) => setName(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={at('name') !== undefined}
            aria-describedby={describedBy(`${id}-name`, at('name'))}
          />
        </Field>
        <p className="text-ink-soft">
          {restoreWords(
            there === undefined ? null : { name: there.name, version: there.release.version },
          )}
        </p>
        {problem === null || at('device') !== undefined || at('name') !== undefined ? null : (
          <FieldError>{detailText(problem)}</FieldError>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Keep it as it is</Button>
          <Button tone="primary" type="submit" disabled={restore.isPending}>
            {restore.isPending ? 'Asking…' : 'Restore'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
