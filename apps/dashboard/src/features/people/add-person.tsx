'use client';

import { addPersonWords, commonWords } from '@nanoedge/words';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
import { problemOf } from '@/browser/api/problem.ts';
import { showRefusal } from '@/browser/forms/refusal.ts';
import { useSite } from '@/browser/site/site.tsx';
import { useTRPC } from '@/browser/api/trpc.ts';

const PersonForm = ({ onDone }: { onDone: (id: string) => void }) => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const create = useMutation(trpc.people.create.mutationOptions());
  const addKey = useMutation(trpc.people.addKey.mutationOptions());
  const form = useForm({ defaultValues: { name: '', key: '' } });
  const { errors, isSubmitting } = form.formState;
  const [made, setMade] = useState<{ id: string; name: string } | null>(null);
  const submit = form.handleSubmit(async ({ name, key }) => {
    try {
      const { id } = made ?? (await create.mutateAsync({ site, name }));
      setMade({ id, name });
      if (key.trim() !== '') await addKey.mutateAsync({ person: id, key: key.trim() });
      onDone(id);
    } catch (error) {
      const problem = problemOf(error);
      const { field } = problem;
      showRefusal(form.setError, problem, field === 'name' || field === 'key' ? field : null);
    }
  });
  const refused = Object.keys(errors).length > 0;
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <TextField
        id="person-name"
        label={commonWords.name}
        field={form.register('name')}
        error={errors.name?.message}
        disabled={made !== null}
        required
        maxLength={120}
        autoFocus
      />
      <TextField
        id="person-key"
        label={addPersonWords.key}
        field={form.register('key')}
        error={errors.key?.message}
        hint={addPersonWords.keyHint}
        maxLength={64}
        className="font-mono"
      />
      {errors.root?.message === undefined ? null : <FieldError>{errors.root.message}</FieldError>}
      {made !== null && refused ? (
        <p className="text-xs text-ink-soft">{addPersonWords.onlyKeyRefused(made.name)}</p>
      ) : null}
      <Button tone="primary" type="submit" disabled={isSubmitting}>
        {isSubmitting ? addPersonWords.adding : addPersonWords.add}
      </Button>
    </form>
  );
};

/** Adds somebody, with their first key when it is at hand. */
export const AddPerson = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const router = useRouter();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={addPersonWords.title}
      description={addPersonWords.description}
    >
      <PersonForm
        onDone={(id) => {
          onClose();
          router.push(`/people/${encodeURIComponent(id)}`);
        }}
      />
    </Dialog>
  );
};
