'use client';

import { commonWords, exactTime, restoreWords, snapshotDialogWords } from '@nanoedge/words';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { useTaken } from '@/features/runs/use-taken.ts';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { SelectField, TextField } from '@/components/ui/text-field.tsx';
import { useSite, useWithOwnTime } from '@/browser/site/site.tsx';
import { problemOf } from '@/browser/api/problem.ts';
import { showRefusal } from '@/browser/forms/refusal.ts';
import type { Snapshot } from './snapshot.ts';
import { useTRPC } from '@/browser/api/trpc.ts';

interface RestoreProps {
  snapshot: Snapshot;
  onClose: () => void;
}

/** The place as it is chosen, and asking for the restore; what was changed alone is sent. */
const useRestoring = ({ snapshot, onClose }: RestoreProps) => {
  const trpc = useTRPC();
  const taken = useTaken(onClose);
  const form = useForm({ defaultValues: { device: String(snapshot.device), name: snapshot.name } });
  const restore = useMutation(trpc.snapshots.restore.mutationOptions());
  const submit = form.handleSubmit(async (chosen) => {
    const wanted = chosen.name.trim();
    try {
      const run = await restore.mutateAsync({
        snapshot: snapshot.id,
        ...(chosen.device === snapshot.device ? {} : { device: chosen.device }),
        ...(wanted === '' || wanted === snapshot.name ? {} : { name: wanted }),
      });
      await taken([run]);
    } catch (error) {
      const problem = problemOf(error);
      const { field } = problem;
      showRefusal(form.setError, problem, field === 'device' || field === 'name' ? field : null);
    }
  });
  return { form, submit };
};

/** Restores a snapshot where it came from, or elsewhere. */
export const RestoreDialog = ({ snapshot, onClose }: RestoreProps) => {
  const id = useId();
  const trpc = useTRPC();
  const { id: site } = useSite();
  const withOwn = useWithOwnTime();
  const places = useQuery(trpc.deployments.places.queryOptions({ site }));
  const { form, submit } = useRestoring({ snapshot, onClose });
  const { errors, isSubmitting } = form.formState;
  const [device, name] = useWatch({ control: form.control, name: ['device', 'name'] });
  const devices = places.data?.devices ?? [];
  const there = places.data?.taken.find(
    (deployment) => deployment.device === device && deployment.name === name.trim(),
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={snapshotDialogWords.restoreTitle(snapshot.name)}
      description={snapshotDialogWords.asItWas(
        snapshot.deviceName,
        withOwn((clock) => exactTime(snapshot.takenAt, clock)),
        snapshot.version,
      )}
    >
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <SelectField
          id={`${id}-device`}
          label={snapshotDialogWords.device}
          field={form.register('device')}
          value={device}
          error={errors.device?.message}
        >
          {devices.some((entry) => entry.id === snapshot.device) ? null : (
            <option value={snapshot.device}>{snapshot.deviceName}</option>
          )}
          {devices.map((entry) => (
            <option key={entry.id} value={entry.id}>
              {entry.id === snapshot.device
                ? snapshotDialogWords.whereFrom(entry.name)
                : entry.name}
            </option>
          ))}
        </SelectField>
        <TextField
          id={`${id}-name`}
          label={commonWords.name}
          field={form.register('name')}
          error={errors.name?.message}
          autoComplete="off"
          spellCheck={false}
        />
        <p className="text-ink-soft">{restoreWords(there ?? null)}</p>
        {errors.root?.message === undefined ? null : <FieldError>{errors.root.message}</FieldError>}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{commonWords.keep}</Button>
          <Button tone="primary" type="submit" disabled={isSubmitting}>
            {isSubmitting ? commonWords.asking : snapshotDialogWords.restore}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
