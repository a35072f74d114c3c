'use client';

import { commonWords, expectDeviceWords } from '@nanoedge/words';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { SelectField, TextField } from '@/components/ui/text-field.tsx';
import { problemText } from '@/browser/api/problem.ts';
import { useSite } from '@/browser/site/site.tsx';
import { useTRPC } from '@/browser/api/trpc.ts';
import { ShownToken } from './join-token.tsx';

/** Names a device that is to enrol, and shows its one-time join token. */
export const ExpectDevice = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const trpc = useTRPC();
  const site = useSite();
  const expect = useMutation(trpc.devices.expect.mutationOptions());
  const form = useForm({ defaultValues: { name: '', zone: String(site.plan.zones[0]?.id ?? '') } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (device) => {
    try {
      await expect.mutateAsync({ site: site.id, ...device });
    } catch (error) {
      form.setError('root', { message: problemText(error) });
    }
  });
  const close = () => {
    expect.reset();
    form.reset();
    onClose();
  };
  return (
    <Dialog open={open} onClose={close} title={expectDeviceWords.title}>
      {expect.data !== undefined ? (
        <ShownToken
          name={expect.variables.name}
          token={expect.data.joinToken}
          expiresAt={expect.data.expiresAt}
        />
      ) : (
        <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
          <TextField
            id="device-name"
            label={commonWords.name}
            field={form.register('name')}
            required
            maxLength={64}
          />
          <SelectField
            id="device-zone"
            label={expectDeviceWords.zone}
            field={form.register('zone')}
          >
            {site.plan.zones.map((entry) => (
              <option key={entry.id} value={entry.id}>
                {entry.name}
              </option>
            ))}
          </SelectField>
          {errors.root?.message === undefined ? null : (
            <FieldError>{errors.root.message}</FieldError>
          )}
          <Button tone="primary" type="submit" disabled={isSubmitting}>
            {isSubmitting ? expectDeviceWords.making : expectDeviceWords.get}
          </Button>
        </form>
      )}
    </Dialog>
  );
};
