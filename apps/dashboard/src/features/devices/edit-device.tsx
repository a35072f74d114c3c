'use client';

import { commonWords, editDeviceWords as words } from '@nanoedge/words';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { problemOf, problemText } from '@/browser/api/problem.ts';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { showRefusal, withRemedy } from '@/browser/forms/refusal.ts';
import { useMay, useSite } from '@/browser/site/site.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { SelectField, TextField } from '@/components/ui/text-field.tsx';
import type { DevicePageDetail } from './device-detail.ts';

type PlacedDevice = Pick<DevicePageDetail, 'id' | 'name' | 'zone'>;
type Moved = Outputs['devices']['update'];

/** Saves name and zone of a device, and can take that back while nobody has changed the same. */
const usePlacing = (id: PlacedDevice['id']) => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const update = useMutation(
    trpc.devices.update.mutationOptions({
      onSuccess: () =>
        Promise.all([
          queries.invalidateQueries(trpc.devices.pathFilter()),
          queries.invalidateQueries(trpc.site.pathFilter()),
        ]),
    }),
  );
  const undo = async ({ before, now, things }: Moved): Promise<void> => {
    try {
      await update.mutateAsync({ id, ...before, things, base: now });
      toast(words.undone);
    } catch (error) {
      toast.error(words.notUndone(problemText(error)));
    }
  };
  return { update, undo };
};

const PlaceForm = ({ device, onClose }: { device: PlacedDevice; onClose: () => void }) => {
  const { plan } = useSite();
  const { update, undo } = usePlacing(device.id);
  // What is typed was made from what was there when the form opened
  const [base] = useState({ name: device.name, zone: device.zone.id });
  const form = useForm({ defaultValues: { name: base.name, zone: String(base.zone) } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (place) => {
    try {
      const moved = await update.mutateAsync({ id: device.id, ...place, base });
      onClose();
      toast.success(words.saved, {
        duration: 10_000,
        action: { label: commonWords.undo, onClick: () => void undo(moved) },
      });
    } catch (error) {
      const problem = problemOf(error);
      const { field } = problem;
      showRefusal(
        form.setError,
        withRemedy(problem),
        field === 'name' || field === 'zone' ? field : null,
      );
    }
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <TextField
        id="device-called"
        label={commonWords.name}
        field={form.register('name')}
        error={errors.name?.message}
        required
        maxLength={64}
      />
      <SelectField
        id="device-stands"
        label={words.zone}
        field={form.register('zone')}
        error={errors.zone?.message}
        hint={words.zoneHint}
      >
        {plan.zones.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      {errors.root?.message === undefined ? null : <FieldError>{errors.root.message}</FieldError>}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{commonWords.keep}</Button>
        <Button tone="primary" type="submit" disabled={isSubmitting}>
          {isSubmitting ? words.saving : words.save}
        </Button>
      </div>
    </form>
  );
};

/** How an administrator names a device, and says where it stands. */
export const EditDevice = ({ device }: { device: PlacedDevice }) => {
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const close = () => setEditing(false);
  return !may('device.edit') ? null : (
    <>
      <Button onClick={() => setEditing(true)}>
        <Pencil aria-hidden /> {words.edit}
      </Button>
      <Dialog open={editing} onClose={close} title={words.title(device.name)}>
        <PlaceForm device={device} onClose={close} />
      </Dialog>
    </>
  );
};
