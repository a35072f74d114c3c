import type { Journey } from '@nanoedge/protocol';
import type { Building } from './building.ts';
import { playVisits, trulyIn, type Visit } from './visit-building.ts';

/** What came of one visit. Times in ms; null: it never happened. */
export interface VisitReport {
  /** The states of every journey of this person, in the order of their beginning. */
  journeys: Journey['state'][];
  /** From the first step in to the light of the guidance. */
  guidedAfterMs: number | null;
  /** From the step into the room to the content. */
  shownAfterMs: number | null;
  /** How long content was shown while they were elsewhere before, and not while they sat. */
  shownTooEarlyMs: number;
  goneMeanwhileMs: number;
  /** From the step out of the room to a dark screen. */
  hiddenAfterMs: number | null;
  /** Welcomed in another room. */
  wrongRoomMs: number;
}

export interface WatchedVisit {
  visit: Visit;
  person: string;
  room: string;
}

const stepMs = 250;

const emptyReport = (): Omit<VisitReport, 'journeys'> => ({
  guidedAfterMs: null,
  shownAfterMs: null,
  shownTooEarlyMs: 0,
  goneMeanwhileMs: 0,
  hiddenAfterMs: null,
  wrongRoomMs: 0,
});

/** Plays the visits together and tells of each what people would have seen. */
export const watchVisits = async (
  building: Building,
  watched: readonly WatchedVisit[],
): Promise<VisitReport[]> => {
  const reports = watched.map(emptyReport);
  const isShownIn = (room: string, person: string): boolean => {
    const { screen } = building.at(room);
    return screen.mode === 'content' && screen.welcome.some(({ id }) => id === person);
  };
  const look = (ms: number): void => {
    for (const [index, { visit, person, room }] of watched.entries()) {
      const report = reports[index];
      const stay = visit.stays.find(({ zone }) => zone === room);
      if (report === undefined || stay === undefined) continue;
      const came = visit.stays[0]?.fromMs ?? 0;
      const shown = isShownIn(room, person);
      if (building.journeysOf(visit.key).some(({ state }) => state === 'guiding'))
        report.guidedAfterMs ??= ms - came;
      if (building.rooms.some((other) => other !== room && isShownIn(other, person)))
        report.wrongRoomMs += stepMs;
      const inside = trulyIn(visit, ms) === room;
      if (shown && ms < stay.fromMs) report.shownTooEarlyMs += stepMs;
      if (shown && inside) report.shownAfterMs ??= ms - stay.fromMs;
      if (!shown && inside && report.shownAfterMs !== null) report.goneMeanwhileMs += stepMs;
      if (shown || stay.untilMs === null || ms < stay.untilMs) report.hiddenAfterMs = null;
      else report.hiddenAfterMs ??= ms - stay.untilMs;
    }
  };
  await playVisits(
    building,
    watched.map(({ visit }) => visit),
    { thenMs: 20_000, look },
  );
  return reports.map((report, index) => {
    const key = watched[index]?.visit.key;
    const journeys = key === undefined ? [] : building.journeysOf(key);
    return { journeys: journeys.map(({ state }) => state), ...report };
  });
};
