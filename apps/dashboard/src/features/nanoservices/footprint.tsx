'use client';

import { decimal, footprintWords, formatBytes, formatSpan } from '@nanoedge/words';
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
    head: footprintWords.nanoservice,
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
    head: footprintWords.release,
    cell: ({ version }) => version ?? footprintWords.unknown,
    value: ({ version }) => version,
  },
  {
    id: 'image',
    head: footprintWords.image,
    right: true,
    cell: ({ imageText }) => imageText,
    value: ({ imageBytes }) => imageBytes,
  },
  {
    id: 'paper',
    head: footprintWords.paper,
    right: true,
    className: 'text-ink-soft',
    cell: ({ paperMb }) =>
      paperMb === null ? footprintWords.notInPaper : footprintWords.megabytes(decimal(paperMb, 1)),
    value: ({ paperMb }) => paperMb,
  },
  {
    id: 'scale',
    head: footprintWords.scale,
    cell: ({ imageBytes, paperMb }) => <SizeBars bytes={imageBytes} paperMb={paperMb} />,
  },
  {
    id: 'smaller',
    head: footprintWords.smaller,
    right: true,
    value: timesSmaller,
    cell: (row) => {
      const times = timesSmaller(row);
      return times === null ? footprintWords.unknown : footprintWords.times(times);
    },
  },
  {
    id: 'memory',
    head: footprintWords.memory,
    right: true,
    cell: ({ memoryBytes }) =>
      memoryBytes === null ? footprintWords.unknown : formatBytes(memoryBytes),
    value: ({ memoryBytes }) => memoryBytes,
  },
  {
    id: 'initiation',
    head: footprintWords.initiation,
    right: true,
    cell: ({ initiationMs }) =>
      initiationMs === null ? footprintWords.unknown : formatSpan(initiationMs),
    value: ({ initiationMs }) => initiationMs,
  },
  {
    id: 'answering',
    head: footprintWords.answering,
    right: true,
    cell: ({ running, wanted }) => footprintWords.of(running, wanted),
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
      title={footprintWords.title}
      actions={<span className="text-xs text-ink-soft">{footprintWords.source}</span>}
    >
      <DataTable
        label={footprintWords.label}
        columns={columns}
        rows={rows}
        rowId={({ name }) => name}
        rowProps={({ name }) => ({ 'data-testid': 'footprint-row', 'data-service': name })}
        orderKey="footprint"
      />
    </Panel>
  );
};
