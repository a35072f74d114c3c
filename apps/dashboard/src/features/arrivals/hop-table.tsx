'use client';

import { arrivalWords, formatSpan, hopWord, timeOfDayMs, withOwnTime } from '@nanoedge/words';
import { useMemo } from 'react';
import { DataTable, type DataColumn } from '@/components/ui/data-table.tsx';
import { useClocks } from '@/browser/site/site.tsx';
import type { HopSpan } from '@/features/journeys/hops.ts';
import { paperMs } from './waterfall-scale.ts';

const spanText = (ms: number | null | undefined): string =>
  ms == null ? arrivalWords.none : formatSpan(ms);

const columnsFrom = (
  start: number,
  clocks: ReturnType<typeof useClocks>,
): readonly DataColumn<HopSpan>[] => [
  {
    id: 'hop',
    head: arrivalWords.hop,
    className: 'font-medium',
    pinned: true,
    cell: ({ name }) => hopWord[name].label,
    value: ({ name }) => hopWord[name].label,
  },
  {
    id: 'completed',
    head: arrivalWords.completed,
    className: 'text-ink-soft',
    cell: ({ name }) => hopWord[name].does,
  },
  {
    id: 'before',
    head: arrivalWords.sinceBefore,
    right: true,
    cell: ({ ms }) => spanText(ms),
    value: ({ ms }) => ms,
  },
  {
    id: 'start',
    head: arrivalWords.sinceStart,
    right: true,
    cell: ({ at }) => formatSpan(Math.max(0, at - start)),
    value: ({ at }) => at,
  },
  {
    id: 'paper',
    head: arrivalWords.paper,
    right: true,
    className: 'text-ink-soft',
    cell: ({ name }) => spanText(paperMs[name]),
    value: ({ name }) => paperMs[name],
  },
  {
    id: 'at',
    head: arrivalWords.at,
    right: true,
    className: 'text-ink-soft',
    cell: ({ at }) => withOwnTime((clock) => timeOfDayMs(at, clock), clocks),
    value: ({ at }) => at,
  },
];

/** The table behind the waterfall. */
export const HopTable = ({ spans }: { spans: readonly HopSpan[] }) => {
  const clocks = useClocks();
  const start = spans[0]?.at ?? 0;
  const columns = useMemo(() => columnsFrom(start, clocks), [start, clocks]);
  return (
    <DataTable
      label={arrivalWords.hops}
      columns={columns}
      rows={spans}
      rowId={({ name }) => name}
      orderKey="hops"
    />
  );
};
