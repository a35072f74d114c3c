import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ZoneId } from '@nanoedge/protocol';
import {
  type Floor,
  floorOf,
  type Spot,
  type ScannedPlan,
} from '../src/main-controller/place/floor.ts';

const folder = resolve(import.meta.dirname, '../../../infra/bench/traces');

/** One moment of a recording: what each scanner heard (null: nothing), and in which zone. */
export interface ZoneRow {
  at: number;
  zone: ZoneId;
  strengths: readonly (number | null)[];
}

/** The same, and at which spot. */
export interface TraceRow extends ZoneRow {
  x: number;
  y: number;
}

const table = (name: string): Record<string, string>[] => {
  const [head = '', ...lines] = readFileSync(join(folder, name), 'utf8').trim().split('\n');
  const columns = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? '']));
  });
};

const scanners = table('flat-scanners.csv').map((row) => ({
  id: row['id'] ?? '',
  zone: ZoneId.parse(row['zone']),
  x: Number(row['x_m']),
  y: Number(row['y_m']),
}));

/** Where the scanners of the flat stand, in the order of the floor. */
export const flatScanners: readonly { id: string; x: number; y: number }[] = scanners;

const zone = (name: string): ZoneId => ZoneId.parse(name);

const box = ([left, top]: Spot, [right, bottom]: Spot): Spot[] => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
];

/** The zones as the walls of the flat bound them, and its doors. */
const outlines = new Map<ZoneId, Spot[]>([
  [zone('living'), box([2.7, 2.12], [6.32, 7.1])],
  [zone('bedroom'), box([0, 2.18], [2.58, 7.1])],
  [zone('hall'), box([0, 0], [3.88, 2.07])],
  [zone('kitchen'), box([4.05, 0], [6.22, 1.93])],
  [zone('east'), box([6.37, 4.19], [9.07, 7.1])],
]);

const flatSurroundings: ScannedPlan = {
  zones: [...outlines.keys()],
  neighbours: [
    [zone('living'), zone('east')],
    [zone('living'), zone('hall')],
    [zone('hall'), zone('bedroom')],
    [zone('hall'), zone('kitchen')],
  ],
  scanners: scanners.map(({ id, zone: standsIn, x, y }) => ({ id, zone: standsIn, at: [x, y] })),
  outlines,
};

export const flat: Floor = floorOf(flatSurroundings);

const strength = (cell: string | undefined): number | null =>
  cell === undefined || cell === '' ? null : Number(cell);

export const flatTrace = (name: 'flat-calibration' | 'flat-robot'): TraceRow[] =>
  table(`${name}.csv`).map((row) => ({
    at: Math.round(Number(row['t_s']) * 1000),
    x: Number(row['x_m']),
    y: Number(row['y_m']),
    zone: ZoneId.parse(row['zone']),
    strengths: scanners.map(({ id }) => strength(row[`${id}_dbm`])),
  }));

/** Who stands before, in and behind a vestibule, where two phones listen. */
export const corridor: Floor = floorOf({
  zones: ['outside', 'vestibule', 'inside'].map(zone),
  neighbours: [
    [zone('outside'), zone('vestibule')],
    [zone('vestibule'), zone('inside')],
  ],
  // Where the phones lie is not recorded; who learns does not need it
  scanners: ['s1', 's2'].map((id) => ({ id, zone: zone('vestibule') })),
});

/** What was heard of each of twelve people's tags; each stays in one zone. */
export const corridorTraces = (): ReadonlyMap<string, ZoneRow[]> => {
  const tags = new Map<string, ZoneRow[]>();
  for (const row of table('corridor-tags.csv')) {
    const tag = row['tag'] ?? '';
    const strengths = ['s1', 's2'].map((id) => strength(row[`${id}_dbm`]));
    const at = Math.round(Number(row['t_s']) * 1000);
    const rows = tags.get(tag) ?? [];
    rows.push({ at, zone: ZoneId.parse(row['zone']), strengths });
    tags.set(tag, rows);
  }
  return tags;
};

/** Pieces without a pause of the recording that is longer than `pauseMs`. */
export const withoutPauses = (rows: readonly TraceRow[], pauseMs = 30_000): TraceRow[][] => {
  const pieces: TraceRow[][] = [];
  for (const row of rows) {
    const piece = pieces.at(-1);
    const last = piece?.at(-1);
    if (piece === undefined || last === undefined || row.at - last.at > pauseMs) pieces.push([row]);
    else piece.push(row);
  }
  return pieces;
};
