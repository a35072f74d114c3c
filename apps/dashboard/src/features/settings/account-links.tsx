'use client';

import { accountsWords, untilWhen } from '@nanoedge/words';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { problemText } from '@/browser/api/problem.ts';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { useWithOwnTime } from '@/browser/site/site.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Confirm } from '@/components/ui/confirm.tsx';
import { Problem } from '@/components/ui/feedback.tsx';

const words = accountsWords.links;

type AccountLink = Outputs['accounts']['links'][number];

const Row = ({ link, onWithdraw }: { link: AccountLink; onWithdraw: () => void }) => {
  const withOwn = useWithOwnTime();
  const { kind, role, name, email, by, until } = link;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-2 last:border-b-0">
      <div className="min-w-0 basis-full sm:flex-1">
        <p className="truncate font-medium">{name}</p>
        <p className="truncate text-ink-soft">{email}</p>
      </div>
      <div className="grow text-ink-soft sm:grow-0 sm:text-right">
        <p>{kind === 'invitation' ? words.invitation(accountsWords.roles[role]) : words.reset}</p>
        <p className="text-xs">
          {words.by(
            by,
            withOwn((clock) => untilWhen(until, clock)),
          )}
        </p>
      </div>
      <Button size="sm" tone="danger" aria-label={words.withdrawOf(name)} onClick={onWithdraw}>
        {words.withdraw}
      </Button>
    </li>
  );
};

/** Links that somebody can still open, and the way to take them back; nothing where there are none. */
export const AccountLinks = () => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const read = useQuery(trpc.accounts.links.queryOptions());
  const [asked, setAsked] = useState<AccountLink | null>(null);
  const withdraw = useMutation(
    trpc.accounts.withdraw.mutationOptions({
      onSuccess: () => setAsked(null),
      onSettled: () => queries.invalidateQueries(trpc.accounts.links.queryFilter()),
    }),
  );
  if (read.error !== null)
    return <Problem title={words.unread} detail={problemText(read.error)} retry={read.refetch} />;
  const links = read.data ?? [];
  return (
    <>
      {links.length === 0 ? null : (
        <div className="border-t border-line">
          <h3 className="bg-sunken px-3 py-1.5 text-xs font-medium text-ink-soft">{words.title}</h3>
          <ul aria-label={words.title}>
            {links.map((link) => (
              <Row key={link.id} link={link} onWithdraw={() => setAsked(link)} />
            ))}
          </ul>
        </div>
      )}
      <Confirm
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={words.withdrawTitle(asked?.name ?? '')}
        action={words.withdrawDo}
        busy={withdraw.isPending}
        error={withdraw.error === null ? undefined : problemText(withdraw.error)}
        onConfirm={() => {
          if (asked !== null) withdraw.mutate({ link: asked.id });
        }}
      >
        <p>{words.withdrawWhy}</p>
      </Confirm>
    </>
  );
};
