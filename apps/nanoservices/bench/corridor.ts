import { calibratedTuning } from '../src/main-controller/place/tuning.ts';
import { learnFrom, play, type Setting } from './play.ts';
import { addScores, type Score, scoreOf } from './score.ts';
import { corridor, corridorTraces, type ZoneRow } from './trace.ts';

const setting: Setting = { floor: corridor, tuning: calibratedTuning };

const teachers = ['outside', 'vestibule', 'inside'];

/** The tags of each zone, in the order of the zones. */
const tagsByZone = (): ZoneRow[][][] => {
  const all = [...corridorTraces().values()];
  return teachers.map((zone) => all.filter(([first]) => first?.zone === zone));
};

const firstOf = (rows: readonly ZoneRow[], lastsMs: number): ZoneRow[] =>
  rows.filter(({ at }) => at - (rows[0]?.at ?? 0) < lastsMs);

/**
 * One tag of each zone teaches for `lastsMs`, the other nine are played; each tag of a zone takes
 * its turn as the teacher. Nobody changes the zone, so every change that is said is wrong.
 */
export const onCorridor = (lastsMs: number): Score => {
  const zones = tagsByZone();
  const turns = Math.min(...zones.map((tags) => tags.length));
  return addScores(
    Array.from({ length: turns }, (_turn, turn) => {
      const taught = zones.flatMap((tags) => firstOf(tags[turn] ?? [], lastsMs));
      const expectations = learnFrom(taught, setting);
      const played = zones.flatMap((tags) => tags.filter((_tag, at) => at !== turn));
      return addScores(played.map((rows) => scoreOf(play(rows, setting, expectations))));
    }),
  );
};
