'use client';

import { activityWords } from '@nanoedge/words';
import { Download } from 'lucide-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { AddressSelect } from '@/components/ui/address-select.tsx';
import { buttonLook } from '@/components/ui/button.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { DataTable, type DataColumn } from '@/components/ui/data-table.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { problemText } from '@/browser/api/problem.ts';
import { type Outputs, useTRPC, useTRPCClient } from '@/browser/api/trpc.ts';
import { useSite } from '@/browser/site/site.tsx';
import { useUrlState } from '@/browser/address/url-state.ts';
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
    cell: ({ action, entity }) => (
      <code className="text-xs text-ink-soft">{activityWords.kindOf(entity, action)}</code>
    ),
  },
  {
    id: 'address',
    head: activityWords.address,
    cell: ({ address }) => <span className="text-ink-soft tabular-nums">{address ?? '–'}</span>,
  },
];

const kinds = [
  { value: 'changes', label: activityWords.onlyChanges },
  { value: 'access', label: activityWords.onlyAccess },
] as const;

/** Which rows, and all of them as a file. */
export const AuditFilters = () => {
  const { id: site } = useSite();
  return (
    <>
      <AddressSelect
        name="trail"
        label={activityWords.kind}
        all={activityWords.allKinds}
        options={kinds}
        className="w-44"
      />
      <a
        href={`/api/audit/trail.csv?site=${encodeURIComponent(site)}`}
        download
        className={buttonLook({})}
      >
        <Download aria-hidden />
        {activityWords.csv}
      </a>
    </>
  );
};

/** Who changed what, newest first. */
export const AuditList = () => {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { id: site } = useSite();
  const { get } = useUrlState();
  const kind = kinds.find(({ value }) => value === get('trail'))?.value;
  const input = { site, limit: pageSize, ...(kind === undefined ? {} : { kind }) };
  const read = useInfiniteQuery({
    queryKey: [...trpc.activity.list.queryKey(input), 'pages'],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      client.activity.list.query(pageParam === 0 ? input : { ...input, before: pageParam }, {
        signal,
      }),
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
