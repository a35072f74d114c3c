'use client';

import {
  commonWords,
  decimal,
  type DeviceCondition,
  deviceCondition,
  devicesWords,
  doubtWord,
  formatBytes,
} from '@nanoedge/words';
import type { Doubt } from '@nanoedge/base';
import Link from 'next/link';
import { useMemo } from 'react';
import { DataTable, type DataColumn } from '@/components/ui/data-table.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';
import type { Outputs } from '@/browser/api/trpc.ts';
import { useDoubts } from '@/browser/live/doubt.ts';
import { useLive } from '@/browser/live/provider.tsx';
import { serviceMemory } from './service-memory.ts';

type ListedDevice = Outputs['devices']['list'][number];

interface DeviceRow {
  device: ListedDevice;
  condition: DeviceCondition;
  doubt: Doubt | null;
  /** Null while nobody can know. */
  answering: number | null;
  memory: number | null;
  load: number | null;
  seen: number | null;
}

const rowOf = (
  device: ListedDevice,
  status: ListedDevice['status'],
  doubt: Doubt | null,
): DeviceRow => ({
  device,
  condition: deviceCondition(status, { enrolled: device.enrolledAt !== null, doubt }),
  doubt,
  answering:
    doubt === null
      ? (status.reported?.services ?? []).filter(({ state }) => state === 'answering').length
      : null,
  memory: serviceMemory(status),
  load: status.reported?.host.load1 ?? null,
  seen: status.heardAt ?? device.lastSeenAt,
});

const thingsText = ({ device }: DeviceRow): string =>
  device.things.map(({ name }) => name).join(', ') || commonWords.none;

const columns: readonly DataColumn<DeviceRow>[] = [
  {
    id: 'device',
    head: devicesWords.device,
    className: 'font-medium',
    pinned: true,
    value: ({ device }) => device.name,
    cell: ({ device }) => (
      <Link
        href={`/devices/${encodeURIComponent(device.id)}`}
        className="hover:text-accent hover:underline"
      >
        {device.name}
      </Link>
    ),
  },
  {
    id: 'state',
    head: devicesWords.state,
    value: ({ condition }) => condition.word,
    cell: ({ condition, doubt }) => (
      <span title={doubt === null ? undefined : doubtWord[doubt]}>
        <StateWord tone={condition.tone}>{condition.word}</StateWord>
      </span>
    ),
  },
  {
    id: 'zone',
    head: devicesWords.zone,
    cell: ({ device }) => device.zone.name,
    value: ({ device }) => device.zone.name,
  },
  {
    id: 'services',
    head: devicesWords.answering,
    right: true,
    value: ({ answering }) => answering,
    cell: ({ answering, device }) => devicesWords.answeringOf(answering, device.services.desired),
  },
  {
    id: 'memory',
    head: devicesWords.memory,
    right: true,
    cell: ({ memory }) => (memory === null ? commonWords.none : formatBytes(memory)),
    value: ({ memory }) => memory,
  },
  {
    id: 'load',
    head: devicesWords.load,
    right: true,
    cell: ({ load }) => (load === null ? commonWords.none : decimal(load, 2)),
    value: ({ load }) => load,
  },
  { id: 'things', head: devicesWords.things, cell: thingsText, value: thingsText },
  {
    id: 'seen',
    head: devicesWords.seen,
    right: true,
    cell: ({ seen }) => (seen === null ? commonWords.never : <Ago at={seen} />),
    value: ({ seen }) => seen,
  },
];

/** Devices as they were read, with what they said since. */
export const DeviceTable = ({ devices }: { devices: readonly ListedDevice[] }) => {
  const pushed = useLive((state) => state.data.devices);
  const statuses = useMemo(
    () => new Map(devices.map(({ id, status }) => [id as string, pushed.get(id) ?? status])),
    [devices, pushed],
  );
  const doubts = useDoubts(statuses);
  const rows = useMemo(
    () =>
      devices.map((device) =>
        rowOf(device, statuses.get(device.id) ?? device.status, doubts.get(device.id) ?? null),
      ),
    [devices, statuses, doubts],
  );
  return (
    <DataTable
      label={devicesWords.title}
      columns={columns}
      rows={rows}
      rowId={({ device }) => device.id}
      rowProps={({ device, doubt }) => ({
        'data-testid': 'device-row',
        'data-device': device.id,
        className: doubt === null ? '' : 'text-ink-soft',
      })}
    />
  );
};
