import { ZoneId } from '@nanoedge/protocol';
import { expect, it } from 'vitest';
import { aloneIn } from './alone.ts';
import { floorOf } from './floor.ts';
import { uncalibratedTuning as tuning } from './tuning.ts';

const [one, other] = ['one', 'other'].map((id) => ZoneId.parse(id)) as [ZoneId, ZoneId];
const floor = floorOf({
  zones: [one, other],
  neighbours: [],
  scanners: [
    { id: 'a', zone: one },
    { id: 'b', zone: other },
    { id: 'b2', zone: other },
  ],
});
const never = Number.NEGATIVE_INFINITY;

/** At 10 s, with what each scanner heard last: level and time. */
const zoneOf = (heard: readonly [number, number][], movedAt = [never, never]): number | null =>
  aloneIn(
    floor,
    { at: 10_000, hearsay: heard.map(([level, at]) => ({ level, at })), movedAt },
    tuning,
  );

it('is the zone of the scanner that alone heard a key for three and a half seconds', () => {
  expect(
    zoneOf([
      [-60, 6500],
      [-60, 10_000],
      [0, never],
    ]),
  ).toBe(1);
  expect(
    zoneOf([
      [-60, 6501],
      [-60, 10_000],
      [0, never],
    ]),
  ).toBeNull();
  expect(
    zoneOf([
      [0, never],
      [-60, 10_000],
      [0, never],
    ]),
  ).toBe(1);
});

it('takes scanners of one zone for one', () => {
  expect(
    zoneOf([
      [0, never],
      [-60, 9900],
      [-60, 10_000],
    ]),
  ).toBe(1);
});

it('is that zone sooner when somebody began to move there after the key was heard elsewhere', () => {
  expect(
    zoneOf(
      [
        [-60, 8500],
        [-60, 10_000],
        [0, never],
      ],
      [never, 8501],
    ),
  ).toBe(1);
  expect(
    zoneOf(
      [
        [-60, 8501],
        [-60, 10_000],
        [0, never],
      ],
      [never, 8502],
    ),
  ).toBeNull();
  expect(
    zoneOf(
      [
        [-60, 8500],
        [-60, 10_000],
        [0, never],
      ],
      [never, 8500],
    ),
  ).toBeNull();
});

it('believes a faint key only after both', () => {
  expect(
    zoneOf([
      [-60, 6500],
      [-81, 10_000],
      [0, never],
    ]),
  ).toBeNull();
  expect(
    zoneOf(
      [
        [-60, 6500],
        [-81, 10_000],
        [0, never],
      ],
      [never, 7000],
    ),
  ).toBe(1);
  expect(
    zoneOf(
      [
        [-60, 6501],
        [-81, 10_000],
        [0, never],
      ],
      [never, 7000],
    ),
  ).toBeNull();
  expect(
    zoneOf([
      [-60, 6500],
      [-80, 10_000],
      [0, never],
    ]),
  ).toBe(1);
});

it('says nothing when the last sighting is old', () => {
  expect(
    zoneOf([
      [0, never],
      [-60, 7999],
      [0, never],
    ]),
  ).toBeNull();
  expect(
    zoneOf([
      [0, never],
      [-60, 8000],
      [0, never],
    ]),
  ).toBe(1);
});
