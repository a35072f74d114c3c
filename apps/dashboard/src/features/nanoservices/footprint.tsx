'use client';

import { decimal, formatBytes, formatSpan } from '@nanoedge/words';
import Link from 'next/link';
import { useMemo } from 'react';
import { Panel } from '@/components/ui/page.tsx';
import { DataTable, type DataColumn } from '@/components/ui/data-table.tsx';
import { type FootprintFigures, footprintOf } from './footprint-figures.ts';
import type { MatrixView } from '@/features/deployments/live-matrix.ts';
import { matrixRows } from './matrix-rows.ts';
import { paperNanoservices } from './paper-nanoservices.ts';

const largestPaperMb = Math.max(...paperNanoservices.map(({ paperMb }) => paperMb));

/** Two bars on one scale: ours above, the paper's below. */
const SizeBars = ({ bytes, paperMb }: { bytes: number | null; paperMb: number | null }) => (
  <div aria-hidden className="flex w-40 flex-col gap-0.5">
    <div
      className="h-1.5 min-w-[2px] rounded-sm bg-accent-strong"
      style={{ width: `${String(Math.min(100, ((bytes ?? 0) / 1e6 / largestPaperMb) * 100))}%` }}
    />
    {paperMb === null ? null : (
      <div
        className="h-1.5 rounded-sm bg-line-strong/60"
        style={{ width: `${String((paperMb / largestPaperMb) * 100)}%` }}
      />
    )}
  </div>
);

interface FootprintRow extends FootprintFigures {
  name: string;
  title: string;
  paperMb: number | null;
}

const timesSmaller = ({ imageBytes, paperMb }: FootprintRow): number | null =>
  imageBytes === null || paperMb === null ? null : Math.round((paperMb * 1e6) / imageBytes);

const columns: readonly DataColumn<FootprintRow>[] = [
  {
    id: 'nanoservice',
    head: 'Nanoservice',
    className: 'font-medium',
    pinned: true,
    value: ({ title }) => title,
    cell: ({ name, title }) => (
      <Link
        href={`/nanoservices/${encodeURIComponent(name)}`}
        className="hover:text-accent hover:underline"
      >
        {title}
      </Link>
    ),
  },
  {
    id: 'release',
    head: 'Release',
    cell: ({ version }) => version ?? '–',
    value: ({ version }) => version,
  },
  {
    id: 'image',
    head: 'Image',
    right: true,
    cell: ({ imageText }) => imageText,
    value: ({ imageBytes }) => imageBytes,
  },
  {
    id: 'paper',
    head: 'In the paper',
    right: true,
    className: 'text-ink-soft',
    cell: ({ paperMb }) => (paperMb === null ? 'not in it' : `${decimal(paperMb, 1)} MB`),
    value: ({ paperMb }) => paperMb,
  },
  {
    id: 'scale',
    head: 'On one scale',
    cell: ({ imageBytes, paperMb }) => <SizeBars bytes={imageBytes} paperMb={paperMb} />,
  },
  {
    id: 'smaller',
    head: 'Smaller by',
    right: true,
    value: timesSmaller,
    cell: (row) => {
      const times = timesSmaller(row);
      return times === null ? '–' : `${String(times)} ×`;
    },
  },
  {
    id: 'memory',
    head: 'Memory',
    right: true,
    cell: ({ memoryBytes }) => (memoryBytes === null ? '–' : formatBytes(memoryBytes)),
    value: ({ memoryBytes }) => memoryBytes,
  },
  {
    id: 'initiation',
    head: 'Initiation',
    right: true,
    cell: ({ initiationMs }) => (initiationMs === null ? '–' : formatSpan(initiationMs)),
    value: ({ initiationMs }) => initiationMs,
  },
  {
    id: 'answering',
    head: 'Answering',
    right: true,
    cell: ({ running, wanted }) => `${String(running)} of ${String(wanted)}`,
    value: ({ running }) => running,
  },
];

/** Each nanoservice's size, memory and initiation time beside the paper's image. */
export const Footprint = ({ matrix }: { matrix: MatrixView }) => {
  const rows = useMemo(
    () =>
      matrixRows(matrix).map(({ name, title }) => ({
        name,
        title,
        paperMb: paperNanoservices.find((entry) => entry.name === name)?.paperMb ?? null,
        ...footprintOf(matrix, name),
      })),
    [matrix],
  );
  return (
    <Panel
      title="Footprint"
      actions={
        <span className="text-xs text-ink-soft">
          paper: its Table IV; memory and initiation: the worst of the deployments
        </span>
      }
    >
      <DataTable
        label="Footprint of each nanoservice"
        columns={columns}
        rows={rows}
        rowId={({ name }) => name}
        rowProps={({ name }) => ({ 'data-testid': 'footprint-row', 'data-service': name })}
        orderKey="footprint"
      />
    </Panel>
  );
};
