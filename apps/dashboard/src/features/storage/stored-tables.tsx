'use client';

import {
  commonWords,
  decimal,
  formatBytes,
  storageWords,
  storedFileWords,
  storedKindWords,
} from '@nanoedge/words';
import { useMemo } from 'react';
import { DataTable, type DataColumn } from '@/components/ui/data-table.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';
import type { Outputs } from '@/browser/api/trpc.ts';

type Storage = Outputs['storage']['get'];
type Kind = Storage['database']['kinds'][number];
type Files = Storage['files'][number];

/** The days of a kind; null for what goes by another rule. */
const daysOf = (kind: Kind['kind'], kept: Storage['kept']): number | null => {
  if (kind === 'snapshots' || kind === 'rest') return null;
  return kept[kind === 'journeys' ? 'events' : kind];
};

const Kept = ({ kind, kept }: { kind: Kind['kind']; kept: Storage['kept'] }) => {
  const days = daysOf(kind, kept);
  const { setting } = storedKindWords[kind];
  if (days === null || setting === null) return commonWords.none;
  return <span title={storageWords.setBy(setting)}>{storageWords.keptDays(days)}</span>;
};

const kindColumns = (kept: Storage['kept']): readonly DataColumn<Kind>[] => [
  {
    id: 'kind',
    head: storageWords.kind,
    className: 'font-medium',
    pinned: true,
    value: ({ kind }) => storedKindWords[kind].name,
    cell: ({ kind }) => storedKindWords[kind].name,
  },
  {
    id: 'size',
    head: storageWords.size,
    right: true,
    value: ({ bytes }) => bytes,
    cell: ({ bytes }) => formatBytes(bytes),
  },
  {
    id: 'rows',
    head: storageWords.rows,
    right: true,
    value: ({ rows }) => rows,
    cell: ({ rows }) => (rows === null ? commonWords.none : decimal(rows, 0)),
  },
  {
    id: 'oldest',
    head: storageWords.oldest,
    right: true,
    value: ({ oldest }) => oldest,
    cell: ({ oldest }) => (oldest === null ? commonWords.none : <Ago at={oldest} />),
  },
  {
    id: 'kept',
    head: storageWords.kept,
    right: true,
    value: ({ kind }) => daysOf(kind, kept),
    cell: ({ kind }) => <Kept kind={kind} kept={kept} />,
  },
];

/** What takes room in the database, the biggest first. */
export const KindTable = ({ storage }: { storage: Storage }) => {
  const columns = useMemo(() => kindColumns(storage.kept), [storage.kept]);
  return (
    <DataTable
      label={storageWords.inDatabase}
      columns={columns}
      rows={storage.database.kinds}
      rowId={({ kind }) => kind}
    />
  );
};

const Taken = ({ bytes, limit }: Pick<Files, 'bytes' | 'limit'>) => {
  if (limit === null) return formatBytes(bytes);
  const text = storageWords.takenOf(bytes, limit);
  return bytes >= limit * storageWords.fillingFrom ? (
    <StateWord tone="attention">{text}</StateWord>
  ) : (
    text
  );
};

const fileColumns = (kept: Storage['kept']): readonly DataColumn<Files>[] => [
  {
    id: 'files',
    head: storageWords.kind,
    className: 'font-medium',
    pinned: true,
    value: ({ kind }) => storedFileWords[kind].name,
    cell: ({ kind }) => storedFileWords[kind].name,
  },
  {
    id: 'bytes',
    head: storageWords.size,
    right: true,
    value: ({ bytes }) => bytes,
    cell: (files) => <Taken {...files} />,
  },
  {
    id: 'count',
    head: storageWords.count,
    right: true,
    value: ({ files }) => files,
    cell: ({ files }) => decimal(files, 0),
  },
  {
    id: 'bound',
    head: storageWords.kept,
    right: true,
    cell: ({ kind }) => storedFileWords[kind].bound(kept.removed),
  },
];

/** What takes room as files. */
export const FileTable = ({ storage }: { storage: Storage }) => {
  const columns = useMemo(() => fileColumns(storage.kept), [storage.kept]);
  return (
    <DataTable
      label={storageWords.asFiles}
      columns={columns}
      rows={storage.files}
      rowId={({ kind }) => kind}
      orderKey="filesBy"
    />
  );
};
