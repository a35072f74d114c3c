import { settingsWords } from '@nanoedge/words';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import { problemText } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useSite } from '@/browser/site/site.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Confirm } from '@/components/ui/confirm.tsx';
import { Problem, Skeleton } from '@/components/ui/feedback.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { Ago } from '@/components/ui/time.tsx';

const words = settingsWords.keys;

const Changed = ({ at }: { at: number | null }) =>
  at === null ? (
    words.none
  ) : (
    <>
      {words.changed.before}
      <Ago at={at} />
      {words.changed.after}
    </>
  );

/** Since when services have their keys, and how they get others. */
export const KeysPanel = () => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id: site } = useSite();
  const { data, error, refetch } = useQuery(trpc.site.keys.queryOptions({ site }));
  const [revoking, setRevoking] = useState(false);
  const change = useMutation(
    trpc.site.changeKeys.mutationOptions({
      onSuccess: (view) => {
        queries.setQueryData(trpc.site.keys.queryKey({ site }), view);
        setRevoking(false);
        toast.success(words.done);
      },
      onError: (problem, { atOnce }) => {
        if (!atOnce) toast.error(problemText(problem));
      },
    }),
  );
  if (error !== null && data === undefined)
    return <Problem title={settingsWords.unread} detail={problemText(error)} retry={refetch} />;
  return (
    <Panel title={words.title} bodyClassName="flex flex-col gap-3 p-3">
      <p className="text-ink-soft">{words.why}</p>
      <p>
        {data === undefined ? <Skeleton className="h-4 w-40" /> : <Changed at={data.changedAt} />}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button disabled={change.isPending} onClick={() => change.mutate({ site, atOnce: false })}>
          {words.change}
        </Button>
        <Button disabled={change.isPending} onClick={() => setRevoking(true)}>
          {words.revoke}
        </Button>
      </div>
      <Confirm
        open={revoking}
        onClose={() => setRevoking(false)}
        title={words.revokeTitle}
        action={words.revokeDo}
        busy={change.isPending}
        error={change.error === null ? undefined : problemText(change.error)}
        onConfirm={() => change.mutate({ site, atOnce: true })}
      >
        <p>{words.revokeWhy}</p>
      </Confirm>
    </Panel>
  );
};
