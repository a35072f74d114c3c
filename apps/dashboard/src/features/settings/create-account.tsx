'use client';

import { accountsWords as words } from '@nanoedge/words';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { problemText } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useMe } from '@/browser/site/site.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import {
  type AccountDraft,
  AccountFields,
  emptyAccount,
  wantedAccount,
} from './account-fields.tsx';

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
  const me = useMe();
  const create = useMutation(trpc.accounts.create.mutationOptions());
  const form = useForm<AccountDraft>({ defaultValues: emptyAccount });
  const { errors, isSubmitting } = form.formState;
  const close = () => {
    form.reset(emptyAccount);
    onClose();
  };
  const submit = form.handleSubmit(async (draft) => {
    try {
      const made = await create.mutateAsync(wantedAccount(draft, me));
      await queries.invalidateQueries(trpc.accounts.list.queryFilter());
      form.reset(emptyAccount);
      onMade({ email: made.account.email, password: made.password });
    } catch (error) {
      form.setError('root', { message: problemText(error) });
    }
  });
  return (
    <Dialog open={open} onClose={close} title={words.addTitle}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <AccountFields form={form} />
        {errors.root?.message === undefined ? null : <FieldError>{errors.root.message}</FieldError>}
        <Button tone="primary" type="submit" disabled={isSubmitting}>
          {isSubmitting ? words.making : words.make}
        </Button>
      </form>
    </Dialog>
  );
};
