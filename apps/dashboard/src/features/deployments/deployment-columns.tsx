import { commonWords, formatBytes } from '@nanoedge/words';
import Link from 'next/link';
import type { DataColumn } from '@/components/ui/data-table.tsx';
import type { Deployment } from './changes-context.ts';
import { DeploymentMenu } from './deployment-menu.tsx';

/** What the rows of every table of deployments have; `where` is what the device is called. */
export interface PlacedDeployment {
  deployment: Deployment;
  where: string;
}

/** The deployment by name, which leads to its page. */
export const nameColumn = <Row extends PlacedDeployment>(
  id: string,
  head: string,
): DataColumn<Row> => ({
  id,
  head,
  className: 'font-medium',
  pinned: true,
  value: ({ deployment }) => deployment.name,
  cell: ({ deployment }) => (
    <Link
      href={`/deployments/${encodeURIComponent(deployment.id)}`}
      className="hover:text-accent hover:underline"
    >
      {deployment.name}
    </Link>
  ),
});

/** The memory that it takes, as far as its device has said. */
export const memoryColumn = <Row extends PlacedDeployment>(
  head: string,
  memoryOf: (row: Row) => number | null,
): DataColumn<Row> => ({
  id: 'memory',
  head,
  right: true,
  value: memoryOf,
  cell: (row) => {
    const bytes = memoryOf(row);
    return bytes === null ? commonWords.none : formatBytes(bytes);
  },
});

/** What can be done with it. */
export const actionsColumn = <Row extends PlacedDeployment>(head: string): DataColumn<Row> => ({
  id: 'actions',
  head,
  quiet: true,
  right: true,
  cell: ({ deployment, where }) => <DeploymentMenu deployment={deployment} where={where} />,
});
