'use client';

import { accountsWords as words } from '@nanoedge/words';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '@/browser/api/trpc.ts';
import { AccountDialog } from './account-dialog.tsx';

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
  const create = useMutation(trpc.accounts.create.mutationOptions());
  return (
    <AccountDialog
      open={open}
      onClose={onClose}
      words={{ title: words.addTitle, submit: words.make, submitting: words.making }}
      send={async (wanted) => {
        const { account, password } = await create.mutateAsync(wanted);
        await queries.invalidateQueries(trpc.accounts.list.queryFilter());
        onMade({ email: account.email, password });
      }}
    />
  );
};
