'use client';

import { accountsWords as words } from '@nanoedge/words';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { problemText } from '@/browser/api/problem.ts';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
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

/** A link that was just made; its address is known only now. */
export type ToldLink = Outputs['accounts']['invite'];

/** Invites somebody; whoever invites gets the link. */
export const InviteAccount = ({
  open,
  onClose,
  onMade,
}: {
  open: boolean;
  onClose: () => void;
  onMade: (made: ToldLink) => void;
}) => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const me = useMe();
  const invite = useMutation(trpc.accounts.invite.mutationOptions());
  const form = useForm<AccountDraft>({ defaultValues: emptyAccount });
  const { errors, isSubmitting } = form.formState;
  const close = () => {
    form.reset(emptyAccount);
    onClose();
  };
  const submit = form.handleSubmit(async (draft) => {
    try {
      const made = await invite.mutateAsync(wantedAccount(draft, me));
      await queries.invalidateQueries(trpc.accounts.links.queryFilter());
      form.reset(emptyAccount);
      onMade(made);
    } catch (error) {
      form.setError('root', { message: problemText(error) });
    }
  });
  return (
    <Dialog open={open} onClose={close} title={words.inviteTitle} description={words.inviteWhat}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <AccountFields form={form} />
        {errors.root?.message === undefined ? null : <FieldError>{errors.root.message}</FieldError>}
        <Button tone="primary" type="submit" disabled={isSubmitting}>
          {isSubmitting ? words.inviting : words.makeLink}
        </Button>
      </form>
    </Dialog>
  );
};
