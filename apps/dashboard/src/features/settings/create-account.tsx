'use client';

import { accountsWords as words, commonWords } from '@nanoedge/words';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { problemText } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useSite } from '@/browser/site/site.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { SelectField, TextField } from '@/components/ui/text-field.tsx';

interface Draft {
  name: string;
  email: string;
  role: 'viewer' | 'organiser' | 'admin';
  person: string;
}

const empty: Draft = { name: '', email: '', role: 'organiser', person: '' };

/** Makes an account for somebody; its password is told to whoever makes it. */
export const CreateAccount = ({
  open,
  onClose,
  onMade,
}: {
  open: boolean;
  onClose: () => void;
  onMade: (made: { email: string; password: string }) => void;
}) => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id: site } = useSite();
  const people = useQuery({ ...trpc.people.list.queryOptions({ site }), enabled: open });
  const create = useMutation(trpc.accounts.create.mutationOptions());
  const form = useForm<Draft>({ defaultValues: empty });
  const { errors, isSubmitting } = form.formState;
  const close = () => {
    form.reset(empty);
    onClose();
  };
  const submit = form.handleSubmit(async ({ person, ...draft }) => {
    try {
      const made = await create.mutateAsync({ ...draft, person: person === '' ? null : person });
      await queries.invalidateQueries(trpc.accounts.list.queryFilter());
      form.reset(empty);
      onMade({ email: made.account.email, password: made.password });
    } catch (error) {
      form.setError('root', { message: problemText(error) });
    }
  });
  return (
    <Dialog open={open} onClose={close} title={words.addTitle}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <TextField
          id="account-name"
          label={commonWords.name}
          field={form.register('name')}
          required
          maxLength={120}
        />
        <TextField
          id="account-email"
          label={words.email}
          field={form.register('email')}
          type="email"
          required
          autoComplete="off"
        />
        <SelectField id="account-role" label={words.role} field={form.register('role')}>
          {(['viewer', 'organiser', 'admin'] as const).map((role) => (
            <option key={role} value={role}>
              {words.roleAndRights[role]}
            </option>
          ))}
        </SelectField>
        <SelectField
          id="account-person"
          label={words.person}
          hint={words.personHint}
          field={form.register('person')}
        >
          <option value="">{words.nobody}</option>
          {(people.data ?? []).map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        {errors.root?.message === undefined ? null : <FieldError>{errors.root.message}</FieldError>}
        <Button tone="primary" type="submit" disabled={isSubmitting}>
          {isSubmitting ? words.making : words.make}
        </Button>
      </form>
    </Dialog>
  );
};
