'use client';

import { runDrawerWords, runTableWords } from '@nanoedge/words';
import { useMemo } from 'react';
import { DataTable } from '@/components/ui/data-table.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { problemText } from '@/browser/api/problem.ts';
import { useMay } from '@/browser/site/site.tsx';
import { useRunDrawer } from './drawer-address.ts';
import { runColumns } from './run-columns.tsx';
import type { Run } from './run.ts';

const RunTable = ({
  label,
  runs,
  withDevice,
}: {
  label: string;
  runs: readonly Run[];
  withDevice: boolean;
}) => {
  const { show } = useRunDrawer();
  const mayChange = useMay()('deployment.change');
  const columns = useMemo(
    () => runColumns(withDevice, mayChange ? ({ id }) => show([{ id, batch: null }]) : null),
    [withDevice, mayChange, show],
  );
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={runs}
      rowId={({ id }) => id}
      rowProps={({ id, state }) => ({
        'data-testid': 'run-row',
        'data-run': id,
        'data-state': state,
      })}
      orderKey="changes"
    />
  );
};

/** Changes in a table, newest first; each opens in the drawer. */
export const RunPanel = ({
  title,
  read,
  empty,
  withDevice = true,
}: {
  title: string;
  read: {
    data: readonly Run[] | undefined;
    error: unknown;
    isPending: boolean;
    refetch: () => unknown;
  };
  empty: string;
  withDevice?: boolean;
}) => (
  <Panel title={title}>
    {read.isPending ? <SkeletonRows rows={3} /> : null}
    {read.error !== null && read.data === undefined ? (
      <Problem
        title={runDrawerWords.unread}
        detail={problemText(read.error)}
        retry={read.refetch}
      />
    ) : null}
    {read.data?.length === 0 ? <Empty title={runTableWords.none}>{empty}</Empty> : null}
    {read.data !== undefined && read.data.length > 0 ? (
      <RunTable label={title} runs={read.data} withDevice={withDevice} />
    ) : null}
  </Panel>
);
