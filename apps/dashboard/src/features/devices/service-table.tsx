'use client';

import type { ReportedService } from '@nanoedge/protocol';
import {
  commonWords,
  deploymentWord,
  formatBytes,
  formatSpan,
  imageSize,
  serviceTableWords,
} from '@nanoedge/words';
import { useMemo } from 'react';
import {
  actionsColumn,
  memoryColumn,
  nameColumn,
  type PlacedDeployment,
} from '@/features/deployments/deployment-columns.tsx';
import { DeploymentState } from '@/features/deployments/deployment-state.tsx';
import { lastSaid } from '@/features/deployments/last-said.ts';
import { useLiveDeployments } from '@/features/deployments/live-matrix.ts';
import { CopyId } from '@/components/ui/copy.tsx';
import { Badge } from '@/components/ui/state-mark.tsx';
import { DataTable, type DataColumn } from '@/components/ui/data-table.tsx';
import { Ago } from '@/components/ui/time.tsx';
import type { Outputs } from '@/browser/api/trpc.ts';

type Deployment = Outputs['devices']['get']['deployments'][number];

interface ServiceRow extends PlacedDeployment {
  service: ReportedService | null;
}

const Release = ({ deployment, service }: ServiceRow) => {
  const { version } = deployment.release;
  return (
    <>
      {version}
      {service !== null && service.version !== version ? (
        <Badge tone="attention" className="ml-2">
          {serviceTableWords.runs(service.version)}
        </Badge>
      ) : null}
    </>
  );
};

const imageOf = ({ deployment, service }: ServiceRow) =>
  imageSize(deployment.release, service?.imageBytes ?? null);

const whatColumns: readonly DataColumn<ServiceRow>[] = [
  nameColumn('service', serviceTableWords.service),
  {
    id: 'state',
    head: serviceTableWords.state,
    value: ({ deployment }) => deploymentWord(deployment.status).word,
    cell: ({ deployment }) => <DeploymentState status={deployment.status} />,
  },
  {
    id: 'release',
    head: serviceTableWords.release,
    value: ({ deployment }) => deployment.release.version,
    cell: (row) => <Release {...row} />,
  },
];

const figureColumns: readonly DataColumn<ServiceRow>[] = [
  {
    id: 'image',
    head: serviceTableWords.image,
    right: true,
    value: (row) => imageOf(row).bytes,
    cell: (row) => imageOf(row).text,
  },
  {
    id: 'initiation',
    head: serviceTableWords.initiation,
    right: true,
    value: ({ service }) => service?.initiationMs,
    cell: ({ service }) =>
      service?.initiationMs == null ? commonWords.none : formatSpan(service.initiationMs),
  },
  {
    ...memoryColumn(serviceTableWords.memory, ({ service }) => service?.memoryBytes ?? null),
    title: ({ deployment }) => serviceTableWords.limit(formatBytes(deployment.limits.memoryBytes)),
  },
  {
    id: 'since',
    head: serviceTableWords.since,
    right: true,
    value: ({ service }) => service?.startedAt,
    cell: ({ service }) =>
      service?.startedAt == null ? commonWords.none : <Ago at={service.startedAt} />,
  },
  {
    id: 'restarts',
    head: serviceTableWords.restarts,
    right: true,
    value: ({ service }) => service?.restarts,
    cell: ({ service }) => service?.restarts ?? commonWords.none,
  },
];

const columns: readonly DataColumn<ServiceRow>[] = [
  ...whatColumns,
  ...figureColumns,
  {
    id: 'image-id',
    head: serviceTableWords.imageId,
    cell: ({ deployment }) => (
      <CopyId
        value={deployment.release.imageId}
        label={serviceTableWords.imageIdOf(deployment.name)}
      />
    ),
  },
  actionsColumn(serviceTableWords.actions),
];

/**
 * What should run on a device beside what does; where that is not known any more, the figures are
 * old.
 */
export const ServiceTable = ({
  deployments,
  where,
}: {
  deployments: readonly Deployment[];
  where: string;
}) => {
  const live = useLiveDeployments(deployments);
  const rows = useMemo(
    () => live.map((deployment) => ({ deployment, service: lastSaid(deployment.status), where })),
    [live, where],
  );
  return (
    <DataTable
      label={serviceTableWords.title}
      columns={columns}
      rows={rows}
      rowId={({ deployment }) => deployment.id}
      rowProps={({ deployment }) => ({
        'data-testid': 'service-row',
        'data-service': deployment.name,
        className: deployment.status.kind === 'unknown' ? 'text-ink-soft' : '',
      })}
      orderKey="services"
    />
  );
};
