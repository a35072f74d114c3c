'use client';

import { formatBytes, imageSize, inList, releaseTableWords } from '@nanoedge/words';
import { useMemo } from 'react';
import { CopyId } from '@/components/ui/copy.tsx';
import { DataTable, type DataColumn } from '@/components/ui/data-table.tsx';
import { Badge } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';
import type { MatrixView } from '@/features/deployments/live-matrix.ts';
import { layerShares, type ReleaseDetail } from '@/features/deployments/releases.ts';
import { ReleaseSignature } from './release-signature.tsx';

interface ReleaseRow extends ReleaseDetail {
  shares: ReturnType<typeof layerShares>;
}

const shareText = ({ layers, pulled, shares }: ReleaseRow, of: 'own' | 'shared'): string => {
  const { count, bytes } = shares[of];
  if (layers.length === 0) return releaseTableWords.none;
  return pulled
    ? releaseTableWords.layers(count)
    : releaseTableWords.layersOf(count, formatBytes(bytes));
};

const needsText = ({ spec }: ReleaseRow): string =>
  inList([...spec.needs, ...(spec.roster ? [releaseTableWords.roster] : [])]) ||
  releaseTableWords.none;

const Way = ({ release: { archived, pulled } }: { release: ReleaseRow }) => (
  <>
    {archived ? <Badge tone="ok">{releaseTableWords.ways.sent}</Badge> : null}
    {pulled ? <Badge tone="ok">{releaseTableWords.ways.pulled}</Badge> : null}
    {archived || pulled ? null : <Badge tone="attention">{releaseTableWords.ways.there}</Badge>}
  </>
);

const columns: readonly DataColumn<ReleaseRow>[] = [
  {
    id: 'version',
    head: releaseTableWords.version,
    className: 'font-medium',
    pinned: true,
    cell: ({ version }) => version,
    value: ({ version }) => version,
  },
  {
    id: 'image',
    head: releaseTableWords.image,
    cell: ({ imageId, version }) => (
      <CopyId value={imageId} label={releaseTableWords.imageId(version)} />
    ),
  },
  {
    id: 'size',
    head: releaseTableWords.size,
    right: true,
    cell: (release) => imageSize(release, null).text,
    value: ({ bytes }) => bytes,
  },
  {
    id: 'own',
    head: releaseTableWords.own,
    right: true,
    title: () => releaseTableWords.ownHint,
    cell: (release) => shareText(release, 'own'),
    value: ({ shares }) => shares.own.bytes,
  },
  {
    id: 'shared',
    head: releaseTableWords.shared,
    right: true,
    title: () => releaseTableWords.sharedHint,
    cell: (release) => shareText(release, 'shared'),
    value: ({ shares }) => shares.shared.bytes,
  },
  {
    id: 'architecture',
    head: releaseTableWords.architecture,
    cell: ({ architecture }) => architecture,
    value: ({ architecture }) => architecture,
  },
  { id: 'needs', head: releaseTableWords.needs, cell: needsText, value: needsText },
  {
    id: 'limits',
    head: releaseTableWords.limits,
    right: true,
    cell: ({ spec: { limits } }) =>
      releaseTableWords.limit(formatBytes(limits.memoryBytes), limits.pids),
    value: ({ spec }) => spec.limits.memoryBytes,
  },
  { id: 'way', head: releaseTableWords.way, cell: (release) => <Way release={release} /> },
  {
    id: 'signed',
    head: releaseTableWords.signed,
    cell: (release) => <ReleaseSignature release={release} />,
    value: ({ signed }) => (signed ? 1 : 0),
  },
  {
    id: 'created',
    head: releaseTableWords.created,
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
  releases: readonly ReleaseDetail[];
  all: MatrixView['nanoservices'];
}) => {
  const rows = useMemo(
    () => releases.map((release) => ({ ...release, shares: layerShares(release, all) })),
    [releases, all],
  );
  return (
    <DataTable
      label={releaseTableWords.label}
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      rowProps={({ version }) => ({ 'data-testid': 'release-row', 'data-version': version })}
      orderKey="releases"
    />
  );
};
