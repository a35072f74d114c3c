'use client';

import { deploymentListWords, deploymentWord } from '@nanoedge/words';
import Link from 'next/link';
import { useMemo } from 'react';
import { DataTable, type DataColumn } from '@/components/ui/data-table.tsx';
import { DeploymentState } from '@/features/deployments/deployment-state.tsx';
import {
  actionsColumn,
  memoryColumn,
  nameColumn,
  type PlacedDeployment,
} from '@/features/deployments/deployment-columns.tsx';
import { runsInstead } from '@/features/deployments/last-said.ts';
import { type MatrixView, useLiveDeployments } from '@/features/deployments/live-matrix.ts';

type Deployment = MatrixView['deployments'][number];

const memoryOf = ({ deployment: { status } }: PlacedDeployment): number | null =>
  status.kind === 'known' ? status.service.memoryBytes : null;

const releaseText = ({ deployment }: PlacedDeployment): string => {
  const instead = runsInstead(deployment);
  const { version } = deployment.release;
  return instead === null ? version : deploymentListWords.runsInstead(instead, version);
};

const columns: readonly DataColumn<PlacedDeployment>[] = [
  nameColumn('deployment', deploymentListWords.deployment),
  {
    id: 'device',
    head: deploymentListWords.device,
    value: ({ where }) => where,
    cell: ({ deployment, where }) => (
      <Link
        href={`/devices/${encodeURIComponent(deployment.device)}`}
        className="hover:text-accent hover:underline"
      >
        {where}
      </Link>
    ),
  },
  {
    id: 'state',
    head: deploymentListWords.state,
    value: ({ deployment }) => deploymentWord(deployment.status).word,
    cell: ({ deployment }) => <DeploymentState status={deployment.status} />,
  },
  { id: 'release', head: deploymentListWords.release, cell: releaseText, value: releaseText },
  {
    id: 'port',
    head: deploymentListWords.port,
    right: true,
    cell: ({ deployment }) => deployment.port ?? deploymentListWords.unknown,
    value: ({ deployment }) => deployment.port,
  },
  memoryColumn(deploymentListWords.memory, memoryOf),
  actionsColumn(deploymentListWords.actions),
];

/** Deployments with their devices, states and actions. */
export const DeploymentList = ({
  deployments,
  devices,
}: {
  deployments: readonly Deployment[];
  devices: MatrixView['devices'];
}) => {
  const live = useLiveDeployments(deployments);
  const rows = useMemo(() => {
    const names = new Map(devices.map(({ id, name }) => [id, name]));
    return live.map((deployment) => ({
      deployment,
      where: names.get(deployment.device) ?? deployment.device,
    }));
  }, [live, devices]);
  return (
    <DataTable
      label={deploymentListWords.title}
      columns={columns}
      rows={rows}
      rowId={({ deployment }) => deployment.id}
      rowProps={({ deployment }) => ({
        'data-testid': 'deployment-row',
        'data-service': deployment.name,
        'data-device': deployment.device,
      })}
      orderKey="deployments"
    />
  );
};
