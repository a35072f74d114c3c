import type { PlannedStay } from '@nanoedge/base/radio';
import { parse, RecordedRadio, ZoneId, type IdentityKey } from '@nanoedge/protocol';
import { flatTrace, type TraceRow } from '../../bench/trace.ts';
import type { BuildingPlan } from './building.ts';
import type { Visit } from './visit-building.ts';

/** Which of the flat's scanners is that of each zone; a zone of main-controller's has one. */
const scannerOf: ReadonlyMap<string, number> = new Map([
  ['living', 0],
  ['bedroom', 1],
  ['hall', 2],
  ['kitchen', 4],
  ['east', 5],
]);

/** A piece of a recording as a visit: which seconds of it, and where the meeting is. */
export interface RecordedPiece {
  name: string;
  trace: 'flat-robot' | 'flat-calibration';
  from: number;
  until: number;
  /** Played from its end to its beginning: a way is a way. */
  backwards?: true;
  room: string;
}

export const recordedPieces: readonly RecordedPiece[] = [
  {
    name: 'bedroom, hall, kitchen, hall, living room, east',
    trace: 'flat-robot',
    from: 150,
    until: 272,
    room: 'east',
  },
  {
    name: 'east, living room, hall, bedroom',
    trace: 'flat-robot',
    from: 255,
    until: 352,
    room: 'bedroom',
  },
  {
    name: 'bedroom, hall, living room, east, living room',
    trace: 'flat-robot',
    from: 236,
    until: 325,
    backwards: true,
    room: 'east',
  },
  {
    name: 'living room, hall, bedroom',
    trace: 'flat-robot',
    from: 100,
    until: 215,
    backwards: true,
    room: 'bedroom',
  },
  {
    name: 'living room, hall, kitchen, hall',
    trace: 'flat-calibration',
    from: 1915,
    until: 2003,
    room: 'kitchen',
  },
];

/** Everything but hall and living room is a room; where the visit begins is none. */
export const flatPlan = ({ trace, from, until, backwards }: RecordedPiece): BuildingPlan => {
  const rows = rowsOf({ trace, from, until, backwards });
  const entrance = rows[0]?.zone;
  return {
    zones: [...scannerOf.keys()],
    rooms: ['bedroom', 'kitchen', 'east'].filter((zone) => zone !== entrance),
    doors: [
      ['living', 'east'],
      ['living', 'hall'],
      ['hall', 'bedroom'],
      ['hall', 'kitchen'],
    ],
  };
};

type Piece = Pick<RecordedPiece, 'trace' | 'from' | 'until'> & { backwards?: true | undefined };

const rowsOf = ({ trace, from, until, backwards }: Piece): TraceRow[] => {
  const rows = flatTrace(trace)
    .filter(({ at }) => at >= from * 1000 && at <= until * 1000)
    .map((row) => ({
      ...row,
      at: backwards === true ? until * 1000 - row.at : row.at - from * 1000,
    }));
  return backwards === true ? rows.reverse() : rows;
};

const everyMs = 333;

/** The robot's tag as somebody's key: it falls silent at the end. */
export const recordedVisit = (piece: RecordedPiece, key: IdentityKey): Visit => {
  const rows = rowsOf(piece);
  const stays: PlannedStay[] = [];
  for (const { at, zone } of rows) {
    const last = stays.at(-1);
    if (last?.zone === zone) last.untilMs = at;
    else {
      if (last !== undefined) last.untilMs = at;
      stays.push({ zone, fromMs: at, untilMs: at });
    }
  }
  const steps = Math.ceil((rows.at(-1)?.at ?? 0) / everyMs) + 1;
  const scanners = [...scannerOf].map(([zone, scanner]) => {
    const levels = Array.from({ length: steps }, (): number | null => null);
    for (const { at, strengths } of rows)
      levels[Math.floor(at / everyMs)] = strengths[scanner] ?? null;
    return { zone: ZoneId.parse(zone), levels };
  });
  const radio = parse(
    RecordedRadio,
    { kind: 'recorded', trace: piece.trace, everyMs, again: 0, scanners },
    'radio',
  );
  return { key, stays, radio, seed: 1 };
};
