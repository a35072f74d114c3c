'use client';

import { formatBytes, imageSize, plural } from '@nanoedge/words';
import { useMemo } from 'react';
import { CopyId } from '@/components/ui/copy.tsx';
import { DataTable, type DataColumn } from '@/components/ui/data-table.tsx';
import { Badge } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';
import type { MatrixView } from '@/features/deployments/live-matrix.ts';
import { layerShares, type Release } from '@/features/deployments/releases.ts';

interface ReleaseRow extends Release {
  shares: ReturnType<typeof layerShares>;
}

const shareText = ({ layers, pulled, shares }: ReleaseRow, of: 'own' | 'shared'): string => {
  const { count, bytes } = shares[of];
  if (layers.length === 0) return '–';
  return pulled ? plural(count, 'layer') : `${plural(count, 'layer')}, ${formatBytes(bytes)}`;
};

const needsText = ({ spec }: ReleaseRow): string =>
  [...spec.needs, ...(spec.roster ? ['roster'] : [])].join(', ') || '–';

const Way = ({ release: { archived, pulled } }: { release: ReleaseRow }) => (
  <>
    {archived ? <Badge tone="ok">sent by the dashboard</Badge> : null}
    {pulled ? <Badge tone="ok">pulled from its registry</Badge> : null}
    {archived || pulled ? null : <Badge tone="attention">image must be on the device</Badge>}
  </>
);

const columns: readonly DataColumn<ReleaseRow>[] = [
  {
    id: 'version',
    head: 'Version',
    className: 'font-medium',
    pinned: true,
    cell: ({ version }) => version,
    value: ({ version }) => version,
  },
  {
    id: 'image',
    head: 'Image',
    cell: ({ imageId, version }) => <CopyId value={imageId} label={`image id of ${version}`} />,
  },
  {
    id: 'size',
    head: 'Size',
    right: true,
    cell: (release) => imageSize(release, null).text,
    value: ({ bytes }) => bytes,
  },
  {
    id: 'own',
    head: 'Own layers',
    right: true,
    title: () => 'layers that no other release has: what an update moves',
    cell: (release) => shareText(release, 'own'),
    value: ({ shares }) => shares.own.bytes,
  },
  {
    id: 'shared',
    head: 'Shared layers',
    right: true,
    title: () =>
      'layers that other releases have, too: a device that runs one of them has these already',
    cell: (release) => shareText(release, 'shared'),
    value: ({ shares }) => shares.shared.bytes,
  },
  {
    id: 'architecture',
    head: 'Architecture',
    cell: ({ architecture }) => architecture,
    value: ({ architecture }) => architecture,
  },
  { id: 'needs', head: 'Needs', cell: needsText, value: needsText },
  {
    id: 'limits',
    head: 'Limits',
    right: true,
    cell: ({ spec: { limits } }) =>
      `${formatBytes(limits.memoryBytes)}, ${String(limits.pids)} pids`,
    value: ({ spec }) => spec.limits.memoryBytes,
  },
  { id: 'way', head: 'How it gets there', cell: (release) => <Way release={release} /> },
  {
    id: 'created',
    head: 'Created',
    right: true,
    cell: ({ createdAt }) => <Ago at={createdAt} />,
    value: ({ createdAt }) => createdAt,
  },
];

/** Every version of a nanoservice, newest first, with what it is made of. */
export const ReleaseTable = ({
  releases,
  all,
}: {
  releases: readonly Release[];
  all: MatrixView['nanoservices'];
}) => {
  const rows = useMemo(
    () => releases.map((release) => ({ ...release, shares: layerShares(release, all) })),
    [releases, all],
  );
  return (
    <DataTable
      label="Releases"
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      rowProps={({ version }) => ({ 'data-testid': 'release-row', 'data-version': version })}
      orderKey="releases"
    />
  );
};
