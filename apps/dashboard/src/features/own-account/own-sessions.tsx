'use client';

import { browserName, ownAccountWords as words } from '@nanoedge/words';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import { problemText } from '@/browser/api/problem.ts';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { Button } from '@/components/ui/button.tsx';
import { Confirm } from '@/components/ui/confirm.tsx';
import { Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';

type Session = Outputs['me']['sessions'][number];

const Row = ({ session: { isThis, program, address, signedInAt } }: { session: Session }) => (
  <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-2 last:border-b-0">
    <div className="min-w-0 basis-full sm:flex-1">
      <p className="truncate font-medium" title={program ?? undefined}>
        {browserName(program)}
      </p>
      <p className="truncate text-ink-soft">
        {address === null ? words.fromNowhere : words.from(address)}
      </p>
    </div>
    {isThis ? <StateWord tone="ok">{words.here}</StateWord> : null}
    <span className="text-ink-soft">
      {words.signedIn}
      <Ago at={signedInAt} />
    </span>
  </li>
);

const Sessions = ({ sessions, onAsk }: { sessions: readonly Session[]; onAsk: () => void }) => {
  const others = sessions.filter(({ isThis }) => !isThis);
  return (
    <>
      <ul aria-label={words.sessionsTitle}>
        {sessions.map((session) => (
          <Row key={session.id} session={session} />
        ))}
      </ul>
      <div className="flex flex-col items-start gap-2 border-t border-line p-3">
        <p className="text-ink-soft">{others.length === 0 ? words.onlyHere : words.stranger}</p>
        {others.length === 0 ? null : <Button onClick={onAsk}>{words.signOutOthers}</Button>}
      </div>
    </>
  );
};

/** Where one is signed in, and the way to end all of it but this. */
export const OwnSessions = () => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const read = useQuery(trpc.me.sessions.queryOptions());
  const [asking, setAsking] = useState(false);
  const end = useMutation(
    trpc.me.signOutOthers.mutationOptions({
      onSuccess: (sessions) => {
        queries.setQueryData(trpc.me.sessions.queryKey(), sessions);
        setAsking(false);
        toast.success(words.signedOut);
      },
    }),
  );
  return (
    <Panel title={words.sessionsTitle} data-testid="own-sessions">
      {read.isPending ? <SkeletonRows rows={2} /> : null}
      {read.error === null ? null : (
        <Problem title={words.unread} detail={problemText(read.error)} retry={read.refetch} />
      )}
      {read.data === undefined ? null : (
        <Sessions sessions={read.data} onAsk={() => setAsking(true)} />
      )}
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={words.signOutTitle}
        action={words.signOutDo}
        busy={end.isPending}
        error={end.error === null ? undefined : problemText(end.error)}
        onConfirm={() => end.mutate()}
      >
        <p>{words.signOutWhy}</p>
      </Confirm>
    </Panel>
  );
};
