'use client';

import {
  commonWords,
  exactTime,
  formatBytes,
  formatSpan,
  reasonWord,
  snapshotWords,
} from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { buttonLook } from '@/components/ui/button.tsx';
import { CopyId } from '@/components/ui/copy.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { LabelledValue } from '@/components/ui/page.tsx';
import { DataTable, type DataColumn } from '@/components/ui/data-table.tsx';
import { isNotFound, problemText } from '@/browser/api/problem.ts';
import { type SnapshotDetail, snapshotHref } from './snapshot.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useWithOwnTime } from '@/browser/site/site.tsx';
import { useUrlState } from '@/browser/address/url-state.ts';

const fileColumns: readonly DataColumn<SnapshotDetail['fileList'][number]>[] = [
  {
    id: 'volume',
    head: snapshotWords.volume,
    cell: ({ volume }) => volume,
    value: ({ volume }) => volume,
  },
  {
    id: 'path',
    head: snapshotWords.path,
    className: 'font-mono text-xs',
    cell: ({ path }) => path,
    value: ({ path }) => path,
  },
  {
    id: 'size',
    head: snapshotWords.size,
    right: true,
    cell: (file) =>
      file.kind === 'file' ? formatBytes(file.bytes) : snapshotWords.kinds[file.kind],
    value: (file) => (file.kind === 'file' ? file.bytes : null),
  },
  {
    id: 'hash',
    head: snapshotWords.sha256,
    cell: ({ sha256, path }) =>
      sha256 === null ? (
        commonWords.none
      ) : (
        <CopyId value={sha256} label={snapshotWords.hashOfPath(path)} />
      ),
  },
];

const Files = ({ files }: { files: SnapshotDetail['fileList'] }) =>
  files.length === 0 ? (
    <p className="text-ink-soft">{snapshotWords.noFiles}</p>
  ) : (
    <div className="rounded-md border border-line">
      <DataTable
        label={snapshotWords.filesOf}
        columns={fileColumns}
        rows={files}
        rowId={({ volume, path }) => `${volume} ${path}`}
        orderKey="files"
        className="max-h-72"
      />
    </div>
  );

const Body = ({ snapshot }: { snapshot: SnapshotDetail }) => (
  <div className="flex flex-col gap-4">
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3">
      <LabelledValue label={snapshotWords.device}>{snapshot.deviceName}</LabelledValue>
      <LabelledValue label={snapshotWords.release}>{snapshot.version}</LabelledValue>
      <LabelledValue label={snapshotWords.taken}>{reasonWord[snapshot.reason]}</LabelledValue>
      <LabelledValue label={snapshotWords.stored}>
        {snapshotWords.later(formatSpan(Math.max(0, snapshot.storedAt - snapshot.takenAt)))}
      </LabelledValue>
      <LabelledValue label={snapshotWords.compressed}>{formatBytes(snapshot.bytes)}</LabelledValue>
      <LabelledValue label={snapshotWords.files}>
        {snapshotWords.filesAndSize(snapshot.files, formatBytes(snapshot.contentBytes))}
      </LabelledValue>
      <LabelledValue label={snapshotWords.hash}>
        <CopyId value={snapshot.digest} label={snapshotWords.hashLabel} />
      </LabelledValue>
      <LabelledValue label={snapshotWords.volumesHash}>
        <CopyId value={snapshot.volumesDigest} label={snapshotWords.volumesHashLabel} />
      </LabelledValue>
      <LabelledValue label={snapshotWords.image}>
        <CopyId value={snapshot.imageId} label={snapshotWords.imageId} />
      </LabelledValue>
    </dl>
    <Files files={snapshot.fileList} />
    <details className="rounded-md border border-line">
      <summary className="px-2.5 py-1.5 text-xs font-medium text-ink-soft">
        {snapshotWords.config}
      </summary>
      <pre className="overflow-x-auto border-t border-line p-2.5 font-mono text-xs">
        {JSON.stringify(snapshot.config, null, 2)}
      </pre>
    </details>
    <div className="flex justify-end">
      <a href={snapshotHref(snapshot.id)} download className={buttonLook()}>
        <Download aria-hidden /> {snapshotWords.download}
      </a>
    </div>
  </div>
);

const Details = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const trpc = useTRPC();
  const withOwn = useWithOwnTime();
  const read = useQuery({ ...trpc.snapshots.get.queryOptions({ snapshot: id }), retry: false });
  const takenAt = read.data?.takenAt;
  const title =
    read.data === undefined ? snapshotWords.title : snapshotWords.titleOf(read.data.name);
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={title}
      description={
        takenAt === undefined ? undefined : withOwn((clock) => exactTime(takenAt, clock))
      }
    >
      {read.isPending ? <SkeletonRows rows={4} /> : null}
      {read.data === undefined ? null : <Body snapshot={read.data} />}
      {read.error === null || read.data !== undefined ? null : isNotFound(read.error) ? (
        <Empty title={snapshotWords.missing}>{snapshotWords.missingWhy}</Empty>
      ) : (
        <Problem
          title={snapshotWords.unread}
          detail={problemText(read.error)}
          retry={read.refetch}
        />
      )}
    </Dialog>
  );
};

/** What is in the snapshot that the address names. */
export const SnapshotDetails = () => {
  const { get, set } = useUrlState();
  const id = get('snapshot');
  return id === '' ? null : <Details id={id} onClose={() => set({ snapshot: '' })} />;
};
