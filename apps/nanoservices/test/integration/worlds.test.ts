import { parse, Roster, type IdentityKey } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { Building, type BuildingPlan } from '../support/building.ts';
import { modelledLesson, modelledPlan, modelledVisit } from '../support/modelled-world.ts';
import { flatPlan, recordedPieces, recordedVisit } from '../support/recorded-flat.ts';
import { digest } from '../support/roster.ts';
import { watchVisits, type VisitReport, type WatchedVisit } from '../support/watch-visit.ts';

const isSoak = process.env['NANOEDGE_SOAK'] !== undefined;
const furtherWorlds = Array.from({ length: isSoak ? 200 : 2 }, (_world, at) => 101 + at);

/** How long a world may take, also when the machine has much to do. */
const worldTimeoutMs = 60_000;

const keyOf = (person: string): IdentityKey => `key-${person}` as IdentityKey;

/** Each person has a meeting of their own, for the next hour. */
const rosterOf = (watched: readonly WatchedVisit[], now: number): Roster =>
  parse(
    Roster,
    {
      revision: 1,
      people: watched.map(({ person }) => ({
        id: person,
        name: person,
        initials: person.slice(0, 1).toUpperCase(),
        colour: '#e69f00',
        keys: [keyOf(person)],
      })),
      meetings: watched.map(({ person, room }) => ({
        id: `of-${person}`,
        title: 'Stand-up',
        room,
        startsAt: now - 60_000,
        endsAt: now + 3_600_000,
        content: digest,
        participants: [person],
      })),
    },
    'roster',
  );

const visitAll = async (
  plan: BuildingPlan,
  watched: readonly WatchedVisit[],
): Promise<VisitReport[]> => {
  const building = new Building(plan);
  try {
    await building.start(rosterOf(watched, building.clock.now()));
    return await watchVisits(building, watched);
  } finally {
    await building.stop();
  }
};

/** Bob goes to Aurora, and three seconds behind him Carl goes next door. */
const modelledWatched = (world: number): WatchedVisit[] =>
  [
    { person: 'bob', room: 'aurora', fromMs: 0 },
    { person: 'carl', room: 'borealis', fromMs: 3000 },
  ].map(({ person, room, fromMs }) => ({
    person,
    room,
    visit: modelledVisit(world, { key: keyOf(person), room, fromMs }),
  }));

const seconds = (ms: number | null): number => (ms ?? Number.POSITIVE_INFINITY) / 1000;

/** Recognised, guided, content in the room and nowhere else, gone when they left; one journey. */
const isAsItShould = (report: VisitReport): boolean =>
  report.journeys.join() === 'left' &&
  seconds(report.guidedAfterMs) <= 5 &&
  seconds(report.shownAfterMs) <= 15 &&
  report.shownTooEarlyMs === 0 &&
  report.goneMeanwhileMs === 0 &&
  seconds(report.hiddenAfterMs) <= 16 &&
  report.wrongRoomMs === 0;

const expectAsItShould = (reports: readonly VisitReport[]): void =>
  expect(reports.filter((report) => !isAsItShould(report))).toEqual([]);

/** A clean world: each scanner hears its own zone, −55 dBm, and no other. */
const cleanly = ({ visit, ...watched }: WatchedVisit): WatchedVisit => {
  const everyMs = 1000;
  const steps = Math.ceil(Math.max(...visit.stays.map(({ untilMs }) => untilMs ?? 0)) / everyMs);
  const levelsIn = (zone: string): (number | null)[] =>
    Array.from({ length: steps }, (_step, at) =>
      visit.stays.some(
        (stay) =>
          stay.zone === zone && at * everyMs >= stay.fromMs && at * everyMs < (stay.untilMs ?? 0),
      )
        ? -55
        : null,
    );
  const zones = [...new Set(visit.stays.map(({ zone }) => zone))];
  const scanners = zones.map((zone) => ({ zone, levels: levelsIn(zone) }));
  const radio = { kind: 'recorded', trace: 'clean', everyMs, again: 0, scanners } as const;
  return { ...watched, visit: { ...visit, radio } };
};

describe('a journey through six services', { timeout: worldTimeoutMs }, () => {
  it('passes in a clean world', async () => {
    expectAsItShould(await visitAll(modelledPlan, modelledWatched(1).map(cleanly)));
  });

  it.each(recordedPieces)('passes as it was recorded: $name', async (piece) => {
    const bob = { person: 'bob', room: piece.room, visit: recordedVisit(piece, keyOf('bob')) };
    expectAsItShould(await visitAll(flatPlan(piece), [bob]));
  });

  it.each(Array.from({ length: 20 }, (_world, at) => at + 1))(
    'passes for two people in the modelled world %i',
    async (world) => {
      expectAsItShould(await visitAll(modelledPlan, modelledWatched(world)));
    },
  );

  it.each([1, 2, 3])('passes where half a minute a zone was taught, in world %i', async (world) => {
    const plan = { ...modelledPlan, lesson: modelledLesson(world) };
    expectAsItShould(await visitAll(plan, modelledWatched(world)));
  });
});

describe('journeys through further modelled worlds', () => {
  it.each(['uncalibrated', 'calibrated'])(
    'pass as often as is stated, %s',
    { timeout: 3_600_000 },
    async (mode) => {
      const odd: string[] = [];
      for (const world of furtherWorlds) {
        const lesson = mode === 'calibrated' ? modelledLesson(world) : undefined;
        const reports = await visitAll({ ...modelledPlan, lesson }, modelledWatched(world));
        for (const report of reports)
          if (!isAsItShould(report)) odd.push(`${world} ${JSON.stringify(report)}`);
      }
      // Where bad luck stands for the whole visit, strengths alone say the room next door
      expect(odd.length / (2 * furtherWorlds.length), odd.join('\n')).toBeLessThanOrEqual(0.15);
      expect(odd.filter((line) => !line.includes('"wrongRoomMs":0'))).toEqual([]);
    },
  );
});
