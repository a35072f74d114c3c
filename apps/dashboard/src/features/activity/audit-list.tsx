'use client';

import { activityWords } from '@nanoedge/words';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { DataTable, type DataColumn } from '@/components/ui/data-table.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { problemText } from '@/browser/api/problem.ts';
import { type Outputs, useTRPC, useTRPCClient } from '@/browser/api/trpc.ts';
import { More } from './more.tsx';

const pageSize = 50;

type Change = Outputs['activity']['list']['rows'][number];

/** In the order of time, and in no other: of older ones only some have been read. */
const columns: readonly DataColumn<Change>[] = [
  {
    id: 'when',
    head: activityWords.when,
    right: true,
    className: 'text-ink-soft',
    cell: ({ at }) => <Ago at={at} />,
  },
  { id: 'who', head: activityWords.who, className: 'font-medium', cell: ({ actor }) => actor },
  { id: 'what', head: activityWords.what, cell: ({ summary }) => summary },
  {
    id: 'action',
    head: activityWords.action,
    cell: ({ action }) => <code className="text-xs text-ink-soft">{action}</code>,
  },
];

/** Who changed what, newest first. */
export const AuditList = () => {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const read = useInfiniteQuery({
    queryKey: [...trpc.activity.list.queryKey({ limit: pageSize }), 'pages'],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      client.activity.list.query(
        pageParam === 0 ? { limit: pageSize } : { limit: pageSize, before: pageParam },
        { signal },
      ),
    getNextPageParam: (page) => (page.more ? page.rows.at(-1)?.id : undefined),
  });
  const rows = (read.data?.pages ?? []).flatMap((page) => page.rows);
  if (read.isPending) return <SkeletonRows rows={8} />;
  if (read.error !== null)
    return (
      <Problem title={activityWords.unread} detail={problemText(read.error)} retry={read.refetch} />
    );
  if (rows.length === 0) return <Empty title={activityWords.none}>{activityWords.kept}</Empty>;
  return (
    <>
      <DataTable
        label={activityWords.changes}
        columns={columns}
        rows={rows}
        rowId={({ id }) => String(id)}
      />
      {read.hasNextPage ? (
        <More busy={read.isFetchingNextPage} onMore={() => void read.fetchNextPage()} />
      ) : null}
    </>
  );
};
