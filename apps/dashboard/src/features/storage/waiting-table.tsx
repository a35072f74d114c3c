'use client';

import { commonWords, outboxShare, outboxWords, storageWords } from '@nanoedge/words';
import Link from 'next/link';
import { DataTable, type DataColumn } from '@/components/ui/data-table.tsx';
import { Empty } from '@/components/ui/feedback.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';
import type { Outputs } from '@/browser/api/trpc.ts';

type Waiting = Outputs['storage']['get']['devices'][number];

const Used = ({ outbox }: Pick<Waiting, 'outbox'>) => {
  if (outbox === null) return <StateWord tone="unknown">{storageWords.neverSaid}</StateWord>;
  const share = outboxShare(outbox);
  return share < outboxWords.alarmFrom ? (
    storageWords.share(share)
  ) : (
    <span title={outboxWords.meanwhile}>
      <StateWord tone="attention">{storageWords.share(share)}</StateWord>
    </span>
  );
};

const columns: readonly DataColumn<Waiting>[] = [
  {
    id: 'device',
    head: storageWords.device,
    className: 'font-medium',
    pinned: true,
    value: ({ name }) => name,
    cell: ({ device, name }) => (
      <Link
        href={`/devices/${encodeURIComponent(device)}`}
        className="hover:text-accent hover:underline"
      >
        {name}
      </Link>
    ),
  },
  {
    id: 'used',
    head: storageWords.used,
    right: true,
    value: ({ outbox }) => (outbox === null ? null : outboxShare(outbox)),
    cell: ({ outbox }) => <Used outbox={outbox} />,
  },
  {
    id: 'events',
    head: storageWords.waiting,
    right: true,
    value: ({ outbox }) => outbox?.events ?? null,
    cell: ({ outbox }) =>
      outbox === null ? commonWords.none : storageWords.ofMost(outbox.events, outbox.mostEvents),
  },
  {
    id: 'waitingBytes',
    head: storageWords.waitingBytes,
    right: true,
    value: ({ outbox }) => outbox?.bytes ?? null,
    cell: ({ outbox }) =>
      outbox === null ? commonWords.none : storageWords.bytesOfMost(outbox.bytes, outbox.mostBytes),
  },
  {
    id: 'said',
    head: storageWords.said,
    right: true,
    value: ({ at }) => at,
    cell: ({ at }) => (at === null ? commonWords.never : <Ago at={at} />),
  },
];

/** What waits on each device, and how old that word is. */
export const WaitingTable = ({ devices }: { devices: readonly Waiting[] }) =>
  devices.length === 0 ? (
    <Empty title={storageWords.noDevices} />
  ) : (
    <>
      <p className="px-3 pt-2 text-ink-soft">{storageWords.whatWaits}</p>
      <DataTable
        label={storageWords.onDevices}
        columns={columns}
        rows={devices}
        rowId={({ device }) => device}
        orderKey="devicesBy"
      />
    </>
  );
