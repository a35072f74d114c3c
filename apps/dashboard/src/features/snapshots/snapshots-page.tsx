'use client';

import { commonWords, formatBytes, snapshotsWords } from '@nanoedge/words';
import { Archive } from 'lucide-react';
import Link from 'next/link';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { AddressSearch } from '@/components/ui/address-search.tsx';
import { LabelledValue, PageHeader, Panel } from '@/components/ui/page.tsx';
import { problemText } from '@/browser/api/problem.ts';
import { useMay } from '@/browser/site/site.tsx';
import type { SnapshotList } from './snapshot.ts';
import { useSnapshots } from './snapshot-queries.ts';
import { useUrlState } from '@/browser/address/url-state.ts';
import { Reclaim, RetentionForm } from './retention-form.tsx';
import { SnapshotDetails } from './snapshot-details.tsx';
import { SnapshotTable } from './snapshot-table.tsx';
import { UploadSnapshot } from './upload-snapshot.tsx';

const NoSnapshots = () => (
  <Empty
    title={snapshotsWords.none}
    icon={<Archive aria-hidden />}
    action={
      <Link href="/nanoservices" className={buttonLook({ tone: 'primary' })}>
        {snapshotsWords.toNanoservices}
      </Link>
    }
  >
    {snapshotsWords.whatComes}
  </Empty>
);

const Rows = ({ list }: { list: SnapshotList }) => {
  const { get, set } = useUrlState();
  const query = get('q').trim().toLowerCase();
  if (list.snapshots.length === 0) return <NoSnapshots />;
  const found = list.snapshots.filter(({ name, deviceName, nanoservice, version }) =>
    `${name} ${deviceName} ${nanoservice} ${version}`.toLowerCase().includes(query),
  );
  if (found.length === 0)
    return (
      <Empty
        title={snapshotsWords.noneFound}
        action={<Button onClick={() => set({ q: '' })}>{snapshotsWords.showAll}</Button>}
      />
    );
  return <SnapshotTable snapshots={found} />;
};

const Space = ({ list }: { list: SnapshotList }) => {
  const may = useMay();
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Panel
        title={snapshotsWords.space}
        actions={may('snapshot.remove') ? <Reclaim list={list} /> : null}
        bodyClassName="p-3"
      >
        <dl className="grid grid-cols-3 gap-3">
          <LabelledValue label={snapshotsWords.title}>{list.snapshots.length}</LabelledValue>
          <LabelledValue label={snapshotsWords.take}>{formatBytes(list.totalBytes)}</LabelledValue>
          <LabelledValue label={snapshotsWords.reclaimable}>
            {formatBytes(list.reclaimableBytes)}
          </LabelledValue>
        </dl>
      </Panel>
      {may('settings.edit') ? (
        <RetentionForm
          key={`${String(list.retention.keepCount)} ${String(list.retention.keepDays)}`}
          list={list}
        />
      ) : null}
    </div>
  );
};

/** What was kept of what ran, and what does keeping it cost? */
export const SnapshotsPage = () => {
  const read = useSnapshots();
  const may = useMay();
  return (
    <>
      <PageHeader
        title={snapshotsWords.title}
        subtitle={snapshotsWords.subtitle}
        actions={
          <>
            <AddressSearch
              label={snapshotsWords.find}
              placeholder={commonWords.find}
              className="w-40"
            />
            {may('snapshot.upload') ? <UploadSnapshot /> : null}
          </>
        }
      />
      <div className="flex flex-col gap-4 px-4 md:px-6">
        <Panel title={snapshotsWords.title}>
          {read.isPending ? <SkeletonRows /> : null}
          {read.error !== null && read.data === undefined ? (
            <Problem
              title={snapshotsWords.unread}
              detail={problemText(read.error)}
              retry={read.refetch}
            />
          ) : null}
          {read.data === undefined ? null : <Rows list={read.data} />}
        </Panel>
        {read.data === undefined ? null : <Space list={read.data} />}
      </div>
      <SnapshotDetails />
    </>
  );
};
