'use client';

import { useForm } from 'react-hook-form';
import { problemText } from '@/browser/api/problem.ts';
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

/** Asks for whom an account is; it is empty again once `send` has made what was asked for. */
export const AccountDialog = ({
  open,
  onClose,
  words,
  send,
}: {
  open: boolean;
  onClose: () => void;
  words: { title: string; description?: string; submit: string; submitting: string };
  send: (wanted: ReturnType<typeof wantedAccount>) => Promise<void>;
}) => {
  const me = useMe();
  const form = useForm<AccountDraft>({ defaultValues: emptyAccount });
  const { errors, isSubmitting } = form.formState;
  const close = () => {
    form.reset(emptyAccount);
    onClose();
  };
  const submit = form.handleSubmit(async (draft) => {
    try {
      await send(wantedAccount(draft, me));
      form.reset(emptyAccount);
    } catch (error) {
      form.setError('root', { message: problemText(error) });
    }
  });
  return (
    <Dialog open={open} onClose={close} title={words.title} description={words.description}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <AccountFields form={form} />
        {errors.root?.message === undefined ? null : <FieldError>{errors.root.message}</FieldError>}
        <Button tone="primary" type="submit" disabled={isSubmitting}>
          {isSubmitting ? words.submitting : words.submit}
        </Button>
      </form>
    </Dialog>
  );
};
