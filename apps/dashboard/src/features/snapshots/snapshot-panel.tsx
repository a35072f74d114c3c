'use client';

import { snapshotsWords } from '@nanoedge/words';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { problemText } from '@/browser/api/problem.ts';
import { useSnapshots } from './snapshot-queries.ts';
import { SnapshotDetails } from './snapshot-details.tsx';
import { SnapshotTable } from './snapshot-table.tsx';

/** What was kept of one deployment. */
export const SnapshotPanel = ({ deployment }: { deployment: string }) => {
  const read = useSnapshots(deployment);
  return (
    <Panel title={snapshotsWords.title}>
      {read.isPending ? <SkeletonRows rows={2} /> : null}
      {read.error !== null && read.data === undefined ? (
        <Problem
          title={snapshotsWords.unread}
          detail={problemText(read.error)}
          retry={read.refetch}
        />
      ) : null}
      {read.data?.snapshots.length === 0 ? (
        <Empty title={snapshotsWords.none}>{snapshotsWords.whenTaken}</Empty>
      ) : null}
      {read.data !== undefined && read.data.snapshots.length > 0 ? (
        <SnapshotTable compact snapshots={read.data.snapshots} />
      ) : null}
      <SnapshotDetails />
    </Panel>
  );
};
