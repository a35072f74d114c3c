'use client';

import { doubtedDevice, nanoservicesWords } from '@nanoedge/words';
import { EllipsisVertical, OctagonX } from 'lucide-react';
import Link from 'next/link';
import { memo } from 'react';
import { useChanges } from '@/features/deployments/changes-context.ts';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Menu, MenuItem, MenuLink } from '@/components/ui/menu.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Table, Th, Tr } from '@/components/ui/table.tsx';
import { type MatrixView, useReadDoubt } from '@/features/deployments/live-matrix.ts';
import type { MatrixRow } from './matrix-rows.ts';
import { useColumns } from './use-columns.ts';
import type { Run } from '@/features/runs/run.ts';
import { useOpenRunOf } from '@/features/runs/run-queries.ts';
import { AddCell } from './add-cell.tsx';
import { MatrixCell } from './matrix-cell.tsx';

type Device = MatrixView['devices'][number];

const DeviceHead = ({ device, width }: { device: Device; width: number | null }) => {
  const doubt = useReadDoubt(device);
  const condition = doubt === null ? null : doubtedDevice(doubt, device);
  const changes = useChanges();
  const href = `/devices/${encodeURIComponent(device.id)}`;
  return (
    <Th
      data-testid="matrix-head"
      data-device={device.id}
      className="max-w-60 min-w-44 border-l border-line py-1.5 align-middle"
      style={width === null ? undefined : { width, minWidth: width, maxWidth: width }}
    >
      <span className="flex items-center gap-1">
        <span className="min-w-0 flex-1">
          <Link
            href={href}
            title={device.name}
            className="block truncate text-ink hover:text-accent hover:underline"
          >
            {device.name}
          </Link>
          {condition === null ? null : (
            <StateWord tone={condition.tone} className="font-normal">
              {condition.word}
            </StateWord>
          )}
        </span>
        {changes === null ? null : (
          <Menu
            trigger={
              <Button
                tone="ghost"
                size="icon"
                aria-label={nanoservicesWords.device.actions(device.name)}
                className="size-6"
              >
                <EllipsisVertical aria-hidden />
              </Button>
            }
          >
            <MenuLink href={href}>{nanoservicesWords.device.open(device.name)}</MenuLink>
            <MenuItem
              danger
              onClick={() =>
                changes.ask({ kind: 'terminate-all', device: { id: device.id, name: device.name } })
              }
            >
              <OctagonX aria-hidden /> {nanoservicesWords.device.terminateAll(device.name)}
            </MenuItem>
          </Menu>
        )}
      </span>
    </Th>
  );
};

/** With more rows the matrix scrolls by itself, so that its heads stay in view. */
const mostInPage = 9;

const none: MatrixView['deployments'] = [];

const placeOf = (row: MatrixRow, device: Device) => ({
  nanoservice: row.name,
  title: row.title,
  release: row.known?.releases[0]?.id ?? null,
  device: device.id,
  deviceName: device.name,
});

/** A cell: every instance of the nanoservice on the device, and the way to one more. */
const Place = memo(
  ({
    row,
    device,
    deployments,
    runs,
    narrow,
  }: {
    row: MatrixRow;
    device: Device;
    deployments: readonly MatrixView['deployments'][number][];
    runs: ReadonlyMap<string, Run>;
    narrow: boolean;
  }) => (
    <td className={cn('h-20 border-l border-line p-1 align-top', narrow ? 'max-w-48' : 'max-w-60')}>
      {deployments.map((deployment, index) => (
        <MatrixCell
          key={deployment.id}
          deployment={deployment}
          where={device.name}
          run={runs.get(deployment.id)}
          more={
            index === deployments.length - 1 ? <AddCell small place={placeOf(row, device)} /> : null
          }
        />
      ))}
      {deployments.length === 0 ? <AddCell small={false} place={placeOf(row, device)} /> : null}
    </td>
  ),
  (before, after) =>
    before.row === after.row &&
    before.device === after.device &&
    before.narrow === after.narrow &&
    before.deployments.every(({ id }) => before.runs.get(id) === after.runs.get(id)),
);
Place.displayName = 'Place';

const RowHead = ({ row }: { row: MatrixRow }) => (
  <th
    scope="row"
    className="sticky left-0 z-10 w-32 max-w-32 min-w-28 bg-surface px-3 md:w-48 md:max-w-48 md:min-w-36 py-2 text-left align-top font-medium"
  >
    <Link
      href={`/nanoservices/${encodeURIComponent(row.name)}`}
      className="hover:text-accent hover:underline"
    >
      {row.title}
    </Link>{' '}
    {row.short === null ? null : (
      <span className="text-xs font-normal text-ink-soft">{row.short}</span>
    )}
    {row.known === null || row.known.releases.length === 0 ? (
      <span className="block text-xs font-normal text-ink-faint">
        {nanoservicesWords.noRelease}
      </span>
    ) : null}
  </th>
);

const Gap = ({ px }: { px: number }) =>
  px === 0 ? null : <td aria-hidden style={{ minWidth: px }} />;

/**
 * The paper's Fig. 4, made clickable: nanoservices down, devices across, a cell for every
 * deployment and for every place that is free.
 */
export const MatrixTable = ({
  rows,
  devices,
}: {
  rows: readonly MatrixRow[];
  devices: readonly Device[];
}) => {
  const runs = useOpenRunOf();
  const { scroller, width, shown, before, after } = useColumns(devices);
  return (
    <Table
      label={nanoservicesWords.onDevices}
      scroller={scroller}
      boxClassName={
        rows.length > mostInPage ? 'max-h-[calc(100dvh-9rem)] overflow-y-auto' : undefined
      }
    >
      <thead className="sticky top-0 z-20 bg-surface">
        <tr>
          <Th className="sticky left-0 z-10 bg-surface">{nanoservicesWords.nanoservice}</Th>
          <Gap px={before} />
          {shown.map((device) => (
            <DeviceHead key={device.id} device={device} width={width} />
          ))}
          <Gap px={after} />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.name} className="hover:bg-transparent">
            <RowHead row={row} />
            <Gap px={before} />
            {shown.map((device) => (
              <Place
                key={device.id}
                row={row}
                device={device}
                deployments={row.cells.get(device.id) ?? none}
                runs={runs}
                narrow={width !== null}
              />
            ))}
            <Gap px={after} />
          </Tr>
        ))}
      </tbody>
    </Table>
  );
};
