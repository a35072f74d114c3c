import { parse, ZoneId } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { box, testPlan } from '../test-plan.ts';
import { findRoutes, findWays } from './find-routes.ts';
import { findWay } from './way.ts';

const zone = (id: string): ZoneId => parse(ZoneId, id, 'zone');
const [lobby, hall, aurora] = testPlan().zones;
const [toHall, toAurora] = testPlan().doors ?? [];

/** Zones of a way with the lights in each. */
const passing = (plan: ReturnType<typeof testPlan>, from = 'lobby', to = 'aurora') =>
  findWay(plan, zone(from), zone(to))?.map(({ zone: { id }, waypoints }) =>
    [id, ...waypoints].join(' '),
  ) ?? null;

describe('a way', () => {
  it('leads through the doors from the middle of the first zone to that of the last', () => {
    expect(findRoutes(testPlan({ waypoints: [] }))).toEqual([
      {
        from: 'lobby',
        to: 'aurora',
        path: [
          [2, 2],
          [4, 1],
          [12, 2],
          [12, 4],
        ],
      },
    ]);
  });

  it('passes the lights that are on it, in order, and none behind its door', () => {
    const waypoints = [
      { id: 'far', zone: 'hall', at: [13.9, 1] },
      { id: 'w2', zone: 'hall', at: [11, 1] },
      { id: 'w1', zone: 'hall', at: [6, 1] },
      { id: 'w0', zone: 'lobby', at: [0.5, 0.5] },
    ];
    expect(passing(testPlan({ waypoints }))).toEqual(['lobby', 'hall w1 w2', 'aurora']);
    const [route] = findRoutes(testPlan({ waypoints }));
    expect(route?.path).toEqual([
      [2, 2],
      [4, 1],
      [6, 1],
      [11, 1],
      [12, 2],
      [12, 4],
    ]);
  });

  it('takes the shorter of two doors', () => {
    const near = { id: 'near', kind: 'door', zones: ['aurora', 'hall'], at: [10.5, 2] };
    const plan = testPlan({ doors: [toHall, { ...near, at: [13.5, 2] }, near], waypoints: [] });
    expect(findRoutes(plan)[0]?.path).toContainEqual([10.5, 2]);
  });

  it('goes around a corner within a zone, and never through its wall', () => {
    const bent = {
      ...hall,
      // From the lobby down, and back up to the room: a U around 2 m × 4 m of wall
      outline: [
        [4, 0],
        [6, 0],
        [6, 6],
        [8, 6],
        [8, 2],
        [10, 2],
        [10, 8],
        [4, 8],
      ],
    };
    const zones = [lobby, bent, { ...aurora, outline: box([10, 2, 4, 4]) }];
    const doors = [toHall, { ...toAurora, at: [10, 4] }];
    expect(findRoutes(testPlan({ zones, doors, waypoints: [] }))[0]?.path).toEqual([
      [2, 2],
      [4, 1],
      [6, 6],
      [8, 6],
      [10, 4],
      [12, 4],
    ]);
  });

  it('begins within a zone that bends around its own middle', () => {
    const bent = {
      ...lobby,
      outline: [
        [0, 0],
        [4, 0],
        [4, 0.5],
        [0.5, 0.5],
        [0.5, 4],
        [0, 4],
      ],
    };
    const [route] = findRoutes(
      testPlan({ zones: [bent, hall, aurora], doors: [{ ...toHall, at: [4, 0.25] }, toAurora] }),
    );
    const [x, y] = route?.path[0] ?? [9, 9];
    expect(Math.min(x, y)).toBeLessThan(0.5);
  });

  it('is none where no door leads there, and none into itself', () => {
    expect(findRoutes(testPlan({ doors: [toHall] }))).toEqual([]);
    expect(passing(testPlan(), 'lobby', 'lobby')).toBeNull();
    expect(passing(testPlan(), 'lobby', 'attic')).toBeNull();
  });

  it('leaves out a door to a zone that is not there', () => {
    const odd = { id: 'd3', kind: 'door', zones: ['lobby', 'attic'], at: [0, 0] };
    expect(passing(testPlan({ doors: [odd, toHall, toAurora] }))).toHaveLength(3);
  });
});

describe('floors', () => {
  const floors = ['ground', 'upper'].map((id) => ({ id, name: id, width: 20, height: 10 }));
  const landing = { ...hall, id: 'landing', name: 'Landing', floor: 'upper' };
  const zones = [lobby, hall, landing, { ...aurora, floor: 'upper' }];
  const stairs = { id: 's', kind: 'stairs', zones: ['landing', 'hall'], at: [5, 1], to: [13, 1] };
  const lift = { ...stairs, id: 'l', kind: 'lift', to: [5, 1] };
  const inside = { ...toAurora, zones: ['landing', 'aurora'] };

  it('are changed by stairs or lift, and each has its part of the way', () => {
    const plan = testPlan({ floors, zones, doors: [toHall, stairs, inside], waypoints: [] });
    expect(findRoutes(plan)).toEqual([
      {
        from: 'lobby',
        to: 'hall',
        path: [
          [2, 2],
          [4, 1],
          [13, 1],
        ],
      },
      { from: 'hall', to: 'landing', path: [] },
      {
        from: 'landing',
        to: 'aurora',
        path: [
          [5, 1],
          [12, 2],
          [12, 4],
        ],
      },
    ]);
  });

  it('are changed by the lift where the stairs are farther', () => {
    const plan = testPlan({ floors, zones, doors: [toHall, stairs, lift, inside], waypoints: [] });
    const [before] = findRoutes(plan);
    expect(before?.path.at(-1)).toEqual([5, 1]);
  });
});

describe('routes that the plan gives', () => {
  const given = { from: 'lobby', to: 'aurora', path: [[0, 0]] };

  it('win, and are there as well without any door', () => {
    expect(findRoutes(testPlan({ routes: [given] }))).toEqual([given]);
    expect(findWays(testPlan({ routes: [given] }))).toEqual([]);
    const { doors: _, ...plan } = testPlan({ routes: [given] });
    expect(findRoutes(plan)).toEqual([given]);
  });

  it('do not hide the ways to other rooms', () => {
    const boreal = { ...aurora, id: 'boreal', name: 'Boreal', outline: box([4, 2, 6, 4]) };
    const door = { id: 'd3', kind: 'door', zones: ['boreal', 'hall'], at: [6, 2] };
    const plan = testPlan({
      zones: [lobby, hall, aurora, boreal],
      doors: [toHall, toAurora, door],
      routes: [given],
    });
    expect(findRoutes(plan).map(({ to }) => to)).toEqual(['aurora', 'boreal']);
  });
});
