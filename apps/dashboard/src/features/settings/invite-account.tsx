'use client';

import { accountsWords as words } from '@nanoedge/words';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { AccountDialog } from './account-dialog.tsx';

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
  const invite = useMutation(trpc.accounts.invite.mutationOptions());
  return (
    <AccountDialog
      open={open}
      onClose={onClose}
      words={{
        title: words.inviteTitle,
        description: words.inviteWhat,
        submit: words.makeLink,
        submitting: words.inviting,
      }}
      send={async (wanted) => {
        const made = await invite.mutateAsync(wanted);
        await queries.invalidateQueries(trpc.accounts.links.queryFilter());
        onMade(made);
      }}
    />
  );
};
