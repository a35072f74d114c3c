'use client';

import { formatSpan, hopWord, timeOfDayMs } from '@nanoedge/words';
import { useMemo } from 'react';
import { DataTable, type DataColumn } from '@/components/ui/data-table.tsx';
import type { HopSpan } from '@/features/journeys/hops.ts';
import { paperMs } from './waterfall-scale.ts';

const spanText = (ms: number | null | undefined): string => (ms == null ? '–' : formatSpan(ms));

const columnsFrom = (start: number): readonly DataColumn<HopSpan>[] => [
  {
    id: 'hop',
    head: 'Hop',
    className: 'font-medium',
    pinned: true,
    cell: ({ name }) => hopWord[name].label,
    value: ({ name }) => hopWord[name].label,
  },
  {
    id: 'completed',
    head: 'What completed',
    className: 'text-ink-soft',
    cell: ({ name }) => hopWord[name].does,
  },
  {
    id: 'before',
    head: 'Since the hop before',
    right: true,
    cell: ({ ms }) => spanText(ms),
    value: ({ ms }) => ms,
  },
  {
    id: 'start',
    head: 'Since the start',
    right: true,
    cell: ({ at }) => formatSpan(Math.max(0, at - start)),
    value: ({ at }) => at,
  },
  {
    id: 'paper',
    head: 'In the paper',
    right: true,
    className: 'text-ink-soft',
    cell: ({ name }) => spanText(paperMs[name]),
    value: ({ name }) => paperMs[name],
  },
  {
    id: 'at',
    head: 'At',
    right: true,
    className: 'text-ink-soft',
    cell: ({ at }) => timeOfDayMs(at),
    value: ({ at }) => at,
  },
];

/** The table behind the waterfall. */
export const HopTable = ({ spans }: { spans: readonly HopSpan[] }) => {
  const start = spans[0]?.at ?? 0;
  const columns = useMemo(() => columnsFrom(start), [start]);
  return (
    <DataTable
      label="Hops of this arrival"
      columns={columns}
      rows={spans}
      rowId={({ name }) => name}
      orderKey="hops"
    />
  );
};
