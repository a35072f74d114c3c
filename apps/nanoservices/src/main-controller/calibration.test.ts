import { ManualClock } from '@nanoedge/base/testing';
import { parse, PlaceLesson, TeachCommand, ZoneId, type Sighting } from '@nanoedge/protocol';
import { beforeEach, expect, it } from 'vitest';
import { Calibration } from './calibration.ts';
import { floorOf } from './place/floor.ts';

const [hall, room, attic] = ['hall', 'room', 'attic'].map((id) => ZoneId.parse(id)) as [
  ZoneId,
  ZoneId,
  ZoneId,
];
const floor = floorOf({
  zones: [hall, room, attic],
  neighbours: [
    [hall, room],
    [hall, attic],
  ],
  scanners: [
    { id: hall, zone: hall },
    { id: room, zone: room },
  ],
});

let clock: ManualClock;
let listens: boolean[];
let calibration: Calibration;
beforeEach(() => {
  clock = new ManualClock();
  listens = [];
  const onListen = (everywhere: boolean): void => void listens.push(everywhere);
  calibration = new Calibration({ clock, floor, onListen });
});

const teach = (zone: ZoneId, id = 'c'): void =>
  calibration.teach(parse(TeachCommand, { id, key: '02:00:5e:00:00:01', zone, seconds: 30 }, 'it'));
const hear = (scanner: ZoneId, rssi: number, key = '02:00:5e:00:00:01'): void =>
  calibration.hear(scanner, { key, rssi, heardAt: clock.now() } as Sighting);

/** Stands there until the zone is taught, heard by these scanners once a second. */
const stand = async (levels: readonly (readonly [ZoneId, number])[]): Promise<void> => {
  for (let second = 0; second < 33; second += 1) {
    for (const [scanner, rssi] of levels) hear(scanner, rssi);
    await clock.advance(1000);
  }
};

it('lets all scanners listen while somebody stands, and no longer', async () => {
  expect(calibration.state()).toEqual({ calibration: null });
  teach(hall);
  expect(listens).toEqual([true]);
  expect(calibration.state().calibration).toMatchObject({
    id: 'c',
    key: '02:00:5e:00:00:01',
    now: { zone: hall, leftMs: 32_000 },
  });
  await stand([]);
  expect(listens).toEqual([true, false]);
  expect(calibration.state().calibration?.now).toBeNull();
});

it('learns each zone from what its scanners heard there, as a config takes it', async () => {
  teach(hall);
  await stand([
    [hall, -50],
    [room, -80],
  ]);
  teach(room);
  await stand([[room, -55]]);
  const { learned = [] } = calibration.learned();
  expect(() => parse(PlaceLesson, { taughtAt: 1, zones: learned }, 'lesson')).not.toThrow();
  expect(learned.map(({ zone }) => zone)).toEqual([hall, room]);
  const strongest = learned.map(
    ({ scanners }) => scanners.toSorted((a, b) => (b.means[0] ?? 0) - (a.means[0] ?? 0))[0],
  );
  expect(strongest.map((each) => each?.scanner)).toEqual([hall, room]);
  const [inHall, inRoom] = learned.map(({ scanners }) => scanners[0]?.silence ?? 0);
  expect(inHall).toBeLessThan(0.1);
  expect(inRoom).toBeGreaterThan(0.9);
});

it('counts what was heard by scanner, without the first two seconds', async () => {
  teach(hall);
  hear(hall, -50);
  await clock.advance(2000);
  for (const scanner of [hall, hall, room]) hear(scanner, -60);
  expect(calibration.state().calibration?.zones[0]?.heard).toEqual([
    { scanner: hall, reports: 2 },
    { scanner: room, reports: 1 },
  ]);
});

it('takes the key only, and only while somebody stands', async () => {
  teach(hall);
  const key = '02:00:5e:00:00:01' as Sighting['key'];
  expect(calibration.takes(key)).toBe(true);
  expect(calibration.takes('02:00:5e:00:00:02' as Sighting['key'])).toBe(false);
  await stand([]);
  expect(calibration.takes(key)).toBe(false);
});

it('leaves out a zone in which nothing was heard, until it is repeated', async () => {
  teach(hall);
  await stand([[hall, -50]]);
  teach(attic);
  await stand([]);
  expect(calibration.learned().learned?.map(({ zone }) => zone)).toEqual([hall]);
  teach(attic);
  await stand([[hall, -70]]);
  expect(calibration.learned().learned?.map(({ zone }) => zone)).toEqual([hall, attic]);
});

it('teaches a repeated zone anew', async () => {
  teach(hall);
  await stand([[hall, -90]]);
  const first = calibration.learned().learned?.[0]?.scanners[0]?.means[0] ?? 0;
  teach(hall);
  await stand([[hall, -40]]);
  const again = calibration.learned().learned?.[0]?.scanners[0]?.means.at(-1) ?? 0;
  teach(hall, 'other');
  await stand([[hall, -40]]);
  expect(again).toBeGreaterThan(first + 10);
  expect(calibration.learned().learned?.[0]?.scanners[0]?.means.at(-1)).toBe(again);
});

it('is forgotten when it is ended, when another begins, and when nobody goes on with it', async () => {
  teach(hall);
  calibration.end();
  expect(listens).toEqual([true, false]);
  expect(calibration.learned()).toEqual({ calibration: null });
  teach(hall);
  await stand([[hall, -50]]);
  teach(room, 'other');
  expect(calibration.state().calibration?.zones.map(({ zone }) => zone)).toEqual([room]);
  await clock.advance(16 * 60_000);
  expect(calibration.state()).toEqual({ calibration: null });
  expect(clock.pending).toBe(0);
});

it('refuses a zone that the building does not have', () => {
  expect(() => teach(ZoneId.parse('moon'))).toThrow(/no zone moon/);
  expect(calibration.state()).toEqual({ calibration: null });
});
