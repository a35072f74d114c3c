'use client';

import Link from 'next/link';
import { DeploymentMenu } from '@/features/deployments/deployment-menu.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Table, Td, Th, Tr } from '@/components/ui/table.tsx';
import { deploymentWord, runsInstead } from '@/features/deployments/deployment-words.ts';
import { formatBytes } from '@/browser/words/format.ts';
import { type MatrixView, useLiveDeployment } from '@/features/deployments/live-matrix.ts';

type Deployment = MatrixView['deployments'][number];

const Row = ({ read, where }: { read: Deployment; where: string }) => {
  const deployment = useLiveDeployment(read);
  const { word, tone } = deploymentWord(deployment.status);
  const { status } = deployment;
  const memory = status.kind === 'known' ? status.service.memoryBytes : null;
  const instead = runsInstead(deployment);
  return (
    <Tr data-testid="deployment-row" data-service={deployment.name} data-device={deployment.device}>
      <Td className="font-medium">
        <Link
          href={`/deployments/${encodeURIComponent(deployment.id)}`}
          className="hover:text-accent hover:underline"
        >
          {deployment.name}
        </Link>
      </Td>
      <Td>
        <Link
          href={`/devices/${encodeURIComponent(deployment.device)}`}
          className="hover:text-accent hover:underline"
        >
          {where}
        </Link>
      </Td>
      <Td>
        <StateWord tone={tone}>{word}</StateWord>
      </Td>
      <Td>
        {instead === null
          ? deployment.release.version
          : `runs ${instead}, wanted ${deployment.release.version}`}
      </Td>
      <Td className="text-right">{deployment.port ?? '–'}</Td>
      <Td className="text-right">{memory === null ? '–' : formatBytes(memory)}</Td>
      <Td className="text-right">
        <DeploymentMenu deployment={deployment} where={where} />
      </Td>
    </Tr>
  );
};

/** Deployments with their devices, states and actions. */
export const DeploymentList = ({
  deployments,
  devices,
}: {
  deployments: readonly Deployment[];
  devices: MatrixView['devices'];
}) => (
  <Table label="Deployments">
    <thead>
      <tr>
        <Th>Deployment</Th>
        <Th>Device</Th>
        <Th>State</Th>
        <Th>Release</Th>
        <Th className="text-right">UDP port</Th>
        <Th className="text-right">Memory</Th>
        <Th>
          <span className="sr-only">Actions</span>
        </Th>
      </tr>
    </thead>
    <tbody>
      {deployments.map((deployment) => (
        <Row
          key={deployment.id}
          read={deployment}
          where={devices.find(({ id }) => id === deployment.device)?.name ?? deployment.device}
        />
      ))}
    </tbody>
  </Table>
);
