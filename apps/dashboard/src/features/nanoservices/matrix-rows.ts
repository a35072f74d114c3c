import type { MatrixView } from '@/features/deployments/live-matrix.ts';
import { nanoserviceTitle } from '@/features/deployments/nanoservice-title.ts';
import { byNumberedName, nanoserviceOrder } from './nanoservice-order.ts';
import { paperNanoservices } from './paper-nanoservices.ts';

type Deployment = MatrixView['deployments'][number];
type Device = MatrixView['devices'][number];

/**
 * A line of the matrix. `known`: the nanoservice as the server has it, null before its first
 * release is known.
 */
export interface MatrixRow {
  name: string;
  title: string;
  short: string | null;
  known: MatrixView['nanoservices'][number] | null;
  cells: ReadonlyMap<string, readonly Deployment[]>;
}

/**
 * All nanoservices: the paper's first, in its order, then the others by name; with their
 * deployments by device.
 */
export const matrixRows = (
  matrix: Pick<MatrixView, 'nanoservices' | 'deployments'>,
): MatrixRow[] => {
  const names = [
    ...matrix.nanoservices.map(({ name }) => name),
    ...matrix.deployments.map(({ nanoservice }) => nanoservice),
  ];
  return nanoserviceOrder(names).map((name) => ({
    name,
    title: nanoserviceTitle(matrix, name),
    short: paperNanoservices.find((entry) => entry.name === name)?.short ?? null,
    known: matrix.nanoservices.find((entry) => entry.name === name) ?? null,
    cells: byDevice(matrix.deployments.filter(({ nanoservice }) => nanoservice === name)),
  }));
};

const byDevice = (
  deployments: readonly Deployment[],
): ReadonlyMap<string, readonly Deployment[]> => {
  const cells = new Map<string, Deployment[]>();
  for (const deployment of deployments)
    cells.set(deployment.device, [...(cells.get(deployment.device) ?? []), deployment]);
  return new Map(
    [...cells].map(([device, own]) => [
      device,
      own.toSorted((a, b) => byNumberedName(a.name, b.name)),
    ]),
  );
};

/**
 * Narrows rows and columns to what the text names; a text that names only one of them keeps all of
 * the other.
 */
export const narrowed = <
  R extends Pick<MatrixRow, 'name' | 'title'>,
  D extends Pick<Device, 'name' | 'labels'>,
>(
  rows: readonly R[],
  devices: readonly D[],
  query: string,
): { rows: readonly R[]; devices: readonly D[] } => {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return { rows, devices };
  const foundRows = rows.filter(({ name, title }) =>
    `${name} ${title}`.toLowerCase().includes(wanted),
  );
  const foundDevices = devices.filter(({ name, labels }) =>
    [name, ...labels].some((word) => word.toLowerCase().includes(wanted)),
  );
  if (foundRows.length === 0 && foundDevices.length === 0) return { rows: [], devices: [] };
  return {
    rows: foundRows.length === 0 ? rows : foundRows,
    devices: foundDevices.length === 0 ? devices : foundDevices,
  };
};
