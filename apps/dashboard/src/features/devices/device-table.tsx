'use client';

import {
  commonWords,
  decimal,
  type DeviceCondition,
  deviceCondition,
  devicesWords,
  formatBytes,
} from '@nanoedge/words';
import Link from 'next/link';
import { useMemo } from 'react';
import { DataTable, type DataColumn } from '@/components/ui/data-table.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';
import type { Outputs } from '@/browser/api/trpc.ts';
import { useLive } from '@/browser/live/provider.tsx';
import { serviceMemory } from './service-memory.ts';

type ListedDevice = Outputs['devices']['list'][number];

interface DeviceRow {
  device: ListedDevice;
  condition: DeviceCondition;
  connected: boolean;
  /** Null while nobody can know. */
  answering: number | null;
  memory: number | null;
  load: number | null;
  seen: number | null;
}

const rowOf = (device: ListedDevice, status: ListedDevice['status']): DeviceRow => ({
  device,
  condition: deviceCondition(status, device.enrolledAt !== null),
  connected: status.connected,
  answering: status.connected
    ? (status.reported?.services ?? []).filter(({ state }) => state === 'answering').length
    : null,
  memory: serviceMemory(status),
  load: status.reported?.host.load1 ?? null,
  seen: status.connected ? (status.reported?.at ?? status.since) : device.lastSeenAt,
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
    cell: ({ condition }) => <StateWord tone={condition.tone}>{condition.word}</StateWord>,
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
  const rows = useMemo(
    () => devices.map((device) => rowOf(device, pushed.get(device.id) ?? device.status)),
    [devices, pushed],
  );
  return (
    <DataTable
      label={devicesWords.title}
      columns={columns}
      rows={rows}
      rowId={({ device }) => device.id}
      rowProps={({ device, connected }) => ({
        'data-testid': 'device-row',
        'data-device': device.id,
        className: connected ? '' : 'text-ink-soft',
      })}
    />
  );
};
