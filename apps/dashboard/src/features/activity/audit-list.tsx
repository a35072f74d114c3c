'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Table, Td, Th, Tr } from '@/components/ui/table.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { problemText } from '@/browser/api/problem.ts';
import { useTRPC, useTRPCClient } from '@/browser/api/trpc.ts';
import { More } from './more.tsx';

const pageSize = 50;

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
      <Problem
        title="The changes could not be read"
        detail={problemText(read.error)}
        retry={read.refetch}
      />
    );
  if (rows.length === 0)
    return (
      <Empty title="Nobody has changed anything yet">
        Every change that somebody makes here is kept, with their name.
      </Empty>
    );
  return (
    <>
      <Table label="Changes by people">
        <thead>
          <tr>
            <Th className="text-right">When</Th>
            <Th>Who</Th>
            <Th>What</Th>
            <Th>Action</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Tr key={row.id}>
              <Td className="text-right text-ink-soft">
                <Ago at={row.at} />
              </Td>
              <Td className="font-medium">{row.actor}</Td>
              <Td>{row.summary}</Td>
              <Td>
                <code className="text-xs text-ink-soft">{row.action}</code>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {read.hasNextPage ? (
        <More busy={read.isFetchingNextPage} onMore={() => void read.fetchNextPage()} />
      ) : null}
    </>
  );
};
