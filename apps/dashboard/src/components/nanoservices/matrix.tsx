import Link from 'next/link';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Table, Th, Tr } from '@/components/ui/table.tsx';
import { formatBytes } from '@/lib/format.ts';
import type { MatrixView } from '@/lib/live/matrix.ts';
import { nanoservices, serviceWord } from '@/lib/service-words.ts';

type Deployment = MatrixView['deployments'][number];

const CellState = ({ status }: { status: Deployment['status'] }) => {
  if (status.kind === 'silent') return <StateWord tone="unknown">not reported yet</StateWord>;
  if (status.kind === 'unknown')
    return <StateWord tone="unknown">{status.last === null ? 'unknown' : `was ${serviceWord[status.last.state].word}`}</StateWord>;
  const { word, tone } = serviceWord[status.service.state];
  return <StateWord tone={tone}>{word}</StateWord>;
};

const Cell = ({ deployment }: { deployment: Deployment }) => (
  <div data-testid="matrix-cell" data-service={deployment.name} className="flex flex-col gap-0.5 py-1.5">
    <CellState status={deployment.status} />
    <span className="text-xs text-ink-soft">
      {deployment.release.version} · {formatBytes(deployment.release.bytes)}
    </span>
  </div>
);

/** The paper's Fig. 4: nanoservices down, devices across, a cell for each deployment. */
export const Matrix = ({ matrix }: { matrix: MatrixView }) => (
  <Table label="Nanoservices on devices">
    <thead>
      <tr>
        <Th className="sticky left-0 bg-surface">Nanoservice</Th>
        {matrix.devices.map((device) => (
          <Th key={device.id} className="min-w-36">
            <Link href={`/devices/${encodeURIComponent(device.id)}`} className="text-ink hover:text-accent hover:underline">
              {device.name}
            </Link>
            {device.connected ? null : (
              <StateWord tone="unknown" className="ml-2 font-normal">
                {device.enrolled ? 'offline' : 'expected'}
              </StateWord>
            )}
          </Th>
        ))}
      </tr>
    </thead>
    <tbody>
      {nanoservices.map(({ name, title, short }) => (
        <Tr key={name}>
          <th scope="row" className="sticky left-0 h-12 bg-surface px-3 text-left font-medium whitespace-nowrap">
            {title} <span className="text-xs font-normal text-ink-soft">{short}</span>
          </th>
          {matrix.devices.map((device) => (
            <td key={device.id} className="px-3 whitespace-nowrap">
              {matrix.deployments
                .filter((deployment) => deployment.device === device.id && deployment.nanoservice === name)
                .map((deployment) => (
                  <Cell key={deployment.id} deployment={deployment} />
                ))}
            </td>
          ))}
        </Tr>
      ))}
    </tbody>
  </Table>
);
