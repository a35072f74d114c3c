import type { ZoneId } from '@nanoedge/protocol';
import { expectedByPlan, type Radio } from '../src/main-controller/place/by-plan.ts';
import { learnFrom, play, type Setting } from './play.ts';
import { addScores, type Score, scoreOf } from './score.ts';
import { type TraceRow, withoutPauses } from './trace.ts';

const chunkMs = 120_000;

/** Rows near a held-out piece are too much like it to be learned from. */
const marginMs = 5000;

/** A recording in pieces of about two minutes; each is played by what the others teach. */
export const chunksOf = (rows: readonly TraceRow[]): TraceRow[][] =>
  withoutPauses(rows).flatMap((piece) => {
    const [first] = piece;
    const last = piece.at(-1);
    if (first === undefined || last === undefined) return [];
    const count = Math.max(1, Math.round((last.at - first.at) / chunkMs));
    const length = Math.ceil(piece.length / count);
    return Array.from({ length: count }, (_chunk, at) =>
      piece.slice(at * length, (at + 1) * length),
    );
  });

const outside = (rows: readonly TraceRow[], chunk: readonly TraceRow[]): TraceRow[] => {
  const from = (chunk[0]?.at ?? 0) - marginMs;
  const to = (chunk.at(-1)?.at ?? 0) + marginMs;
  return rows.filter(({ at }) => at < from || at > to);
};

/**
 * The rows of 30 s in each zone, one after the other as somebody would walk there; `offset` (0 to
 * 1) says where in the recording they begin.
 */
export const halfMinutes = (rows: readonly TraceRow[], offset: number): TraceRow[] => {
  const zones = new Map<ZoneId, TraceRow[]>();
  for (const row of rows) {
    const all = zones.get(row.zone) ?? [];
    all.push(row);
    zones.set(row.zone, all);
  }
  return [...zones.values()].flatMap((all) => {
    const count = Math.min(90, all.length);
    const from = Math.floor((all.length - count) * offset);
    return all.slice(from, from + count);
  });
};

/** `played`: the same recording as it is played, where it is not played as it was taught. */
export const validated = (
  rows: readonly TraceRow[],
  { played = rows, ...setting }: Setting & { played?: readonly TraceRow[] },
  taught: (rest: readonly TraceRow[]) => readonly TraceRow[],
): Score =>
  addScores(
    chunksOf(played).map((chunk) =>
      scoreOf(play(chunk, setting, learnFrom(taught(outside(rows, chunk)), setting))),
    ),
  );

export const uncalibrated = (rows: readonly TraceRow[], setting: Setting, radio?: Radio): Score =>
  addScores(
    chunksOf(rows).map((chunk) =>
      scoreOf(play(chunk, setting, expectedByPlan(setting.floor, radio))),
    ),
  );
