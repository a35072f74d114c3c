'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { describedBy, Field, FieldError } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { problemOf } from '@/browser/api/problem.ts';
import { useSite } from '@/browser/site/site.tsx';
import { useTRPC } from '@/browser/api/trpc.ts';

const PersonForm = ({ onDone }: { onDone: (id: string) => void }) => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const create = useMutation(trpc.people.create.mutationOptions());
  const addKey = useMutation(trpc.people.addKey.mutationOptions());
  const [name, setName] = useState('');
  const [key, setKey] = useState('');
  const [made, setMade] = useState<string | null>(null);
  const failure = create.error ?? addKey.error;
  const problem = failure === null ? null : problemOf(failure);
  const keyProblem = problem?.field === 'key' ? problem.message : undefined;
  const nameProblem = problem?.field === 'name' ? problem.message : undefined;
  const save = async () => {
    const id = made ?? (await create.mutateAsync({ site, name })).id;
    setMade(id);
    if (key.trim() !== '') await addKey.mutateAsync({ person: id, key: key.trim() });
    onDone(id);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A refusal is shown from the mutation's state, at its field.
    save().catch(() => undefined);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field id="person-name" label="Name" error={nameProblem}>
        <Input
          id="person-name"
          value={name}
          disabled={made !== null}
          onChange={(event) => setName(event.target.value)}
          required
          maxLength={120}
          autoFocus
          aria-describedby={describedBy('person-name', nameProblem)}
        />
      </Field>
      <Field
        id="person-key"
        label="Key they carry"
        error={keyProblem}
        hint="A Bluetooth address or a tag’s id; may be added later"
      >
        <Input
          id="person-key"
          value={key}
          onChange={(event) => setKey(event.target.value)}
          maxLength={64}
          className="font-mono"
          aria-invalid={keyProblem !== undefined}
          aria-describedby={describedBy('person-key', keyProblem, 'hint')}
        />
      </Field>
      {problem !== null && keyProblem === undefined && nameProblem === undefined ? (
        <FieldError>{problem.message}</FieldError>
      ) : null}
      {made !== null && failure !== null ? (
        <p className="text-xs text-ink-soft">{name} was added; only the key was not.</p>
      ) : null}
      <Button tone="primary" type="submit" disabled={create.isPending || addKey.isPending}>
        {create.isPending || addKey.isPending ? 'Adding…' : 'Add person'}
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
      title="Add a person"
      description="Initials and colour are picked so that two people never look alike."
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
