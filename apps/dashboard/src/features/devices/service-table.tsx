import type { ReportedService } from '@nanoedge/protocol';
import Link from 'next/link';
import { DeploymentMenu } from '@/features/deployments/deployment-menu.tsx';
import { CopyId } from '@/components/ui/copy.tsx';
import { Badge, StateWord } from '@/components/ui/state-mark.tsx';
import { Table, Td, Th, Tr } from '@/components/ui/table.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { formatBytes, formatSpan } from '@/browser/words/format.ts';
import { serviceWord } from '@/features/deployments/service-words.ts';
import type { Outputs } from '@/browser/api/trpc.ts';

type Deployment = Outputs['devices']['get']['deployments'][number];

const State = ({ service, stale }: { service: ReportedService | null; stale: boolean }) => {
  if (service === null) return <StateWord tone="unknown">not reported yet</StateWord>;
  const { word, tone } = serviceWord[service.state];
  if (stale) return <StateWord tone="unknown">{`was ${word}`}</StateWord>;
  return (
    <span title={service.detail ?? undefined}>
      <StateWord tone={tone}>{word}</StateWord>
    </span>
  );
};

/**
 * What should run on a device beside what does. `stale`: the device is offline, so the figures are
 * old.
 */
export const ServiceTable = ({
  deployments,
  services,
  stale,
  where,
}: {
  deployments: readonly Deployment[];
  services: readonly ReportedService[];
  stale: boolean;
  where: string;
}) => (
  <Table label="Services">
    <thead>
      <tr>
        <Th>Service</Th>
        <Th>State</Th>
        <Th>Release</Th>
        <Th className="text-right">Image</Th>
        <Th className="text-right">Initiation</Th>
        <Th className="text-right">Memory</Th>
        <Th className="text-right">Running since</Th>
        <Th className="text-right">Restarts</Th>
        <Th>Image id</Th>
        <Th>
          <span className="sr-only">Actions</span>
        </Th>
      </tr>
    </thead>
    <tbody className={stale ? 'text-ink-soft' : ''}>
      {deployments.map((deployment) => {
        const service = services.find((entry) => entry.deployment === deployment.id) ?? null;
        return (
          <Tr key={deployment.id} data-testid="service-row" data-service={deployment.name}>
            <Td className="font-medium">
              <Link
                href={`/deployments/${encodeURIComponent(deployment.id)}`}
                className="hover:text-accent hover:underline"
              >
                {deployment.name}
              </Link>
            </Td>
            <Td>
              <State service={service} stale={stale} />
            </Td>
            <Td>
              {deployment.release.version}
              {service !== null && service.version !== deployment.release.version ? (
                <Badge tone="attention" className="ml-2">{`runs ${service.version}`}</Badge>
              ) : null}
            </Td>
            <Td className="text-right">
              {formatBytes(service?.imageBytes ?? deployment.release.bytes)}
            </Td>
            <Td className="text-right">
              {service?.initiationMs == null ? '–' : formatSpan(service.initiationMs)}
            </Td>
            <Td
              className="text-right"
              title={`limit ${formatBytes(deployment.limits.memoryBytes)}`}
            >
              {service?.memoryBytes == null ? '–' : formatBytes(service.memoryBytes)}
            </Td>
            <Td className="text-right">
              {service?.startedAt == null ? '–' : <Ago at={service.startedAt} />}
            </Td>
            <Td className="text-right">{service?.restarts ?? '–'}</Td>
            <Td>
              <CopyId value={deployment.release.imageId} label={`image id of ${deployment.name}`} />
            </Td>
            <Td className="text-right">
              <DeploymentMenu deployment={deployment} where={where} />
            </Td>
          </Tr>
        );
      })}
    </tbody>
  </Table>
);
