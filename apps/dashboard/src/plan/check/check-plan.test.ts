import { DeviceId, parse, RoomId, ZoneId } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { box, testPlan } from '../test-plan.ts';
import { checkPlan } from './check-plan.ts';
import type { PlanFacts } from './finding.ts';

type Given = Parameters<typeof testPlan>[0];

const [lobby, hall, aurora] = testPlan().zones;

/** What is found, with what it is about, in short. */
const found = (given: Given, facts: Partial<PlanFacts> = {}): string[] =>
  checkPlan({ plan: testPlan(given), ...facts }).map(
    ({ kind, about: { object, id } }) => `${kind} ${object} ${id}`,
  );

const withZone = (change: Record<string, unknown>): Given => ({
  zones: [lobby, hall, { ...aurora, ...change }],
});
const withDoor = (change: Record<string, unknown>): Given => ({
  doors: [testPlan().doors?.[0], { ...testPlan().doors?.[1], ...change }],
});
const upper = { id: 'upper', name: 'Upper floor', width: 20, height: 10 };
const ground = { ...upper, id: 'ground', name: 'Ground floor' };
/** The test plan with Aurora one floor up, at the head of stairs. */
const twoFloors = (door: Record<string, unknown> = {}): Given => ({
  floors: [ground, upper],
  ...withZone({ floor: 'upper' }),
  ...withDoor({ kind: 'stairs', at: [13, 1], to: [13, 3], ...door }),
});

it('finds nothing in a plan that can be used as it is, of one floor or two', () => {
  expect([found({}), found(twoFloors())]).toEqual([[], []]);
});

describe('zones', () => {
  it.each([
    { change: { outline: [[10, 2]] }, kind: 'fewCorners' },
    {
      change: {
        outline: [
          [10, 2],
          [14, 6],
          [14, 2],
          [10, 6],
        ],
      },
      kind: 'crossesItself',
    },
    { change: { outline: box([10, 2, 4, 9]) }, kind: 'outside' },
    { change: { outline: box([10, 1, 4, 5]) }, kind: 'overlap' },
    { change: { name: ' hALL ' }, kind: 'sameZoneName' },
    { change: { floor: 'cellar' }, kind: 'unknownFloor' },
  ])('are told of: $kind', ({ change, kind }) => {
    const errors = checkPlan({ plan: testPlan(withZone(change)) }).filter(
      ({ about, weight }) => about.object === 'zone' && weight === 'error',
    );
    expect(errors.map((one) => `${one.kind} ${one.about.id}`)).toEqual([`${kind} aurora`]);
  });

  it('may be one above the other on different floors', () => {
    const given = {
      ...twoFloors({ to: [5, 1] }),
      ...withZone({ floor: 'upper', outline: hall?.outline }),
    };
    expect(found(given)).toEqual([]);
  });

  it('say with which other one they overlap, and by how much', () => {
    const [one] = checkPlan({ plan: testPlan(withZone({ outline: box([10, 1, 4, 5]) })) });
    expect(one?.message).toBe('Aurora and Hall overlap by 4.00 m².');
  });

  it('with one id are two of one', () => {
    expect(found(withZone({ id: 'hall', name: 'Other' }))).toContain('sameZoneId zone hall');
  });
});

describe('floors', () => {
  it('of one id or name cannot be told apart', () => {
    const given = { ...twoFloors(), floors: [ground, upper, { ...upper, name: 'ground FLOOR' }] };
    expect(found(given)).toEqual(['sameFloorId floor upper', 'sameFloorName floor upper']);
  });
});

describe('rooms', () => {
  const room = (id: string, zone: string) => ({
    id: parse(RoomId, id, 'room'),
    name: id,
    zone: parse(ZoneId, zone, 'zone'),
  });

  it('have a zone of the plan each, and a zone has a room of the site', () => {
    const rooms = [room('boreal', 'attic')];
    expect(found({}, { rooms })).toEqual([
      'unknownRoom zone aurora',
      'roomWithoutZone room boreal',
    ]);
    expect(found({}, { rooms: [room('aurora', 'aurora')] })).toEqual([]);
  });

  it('are in one zone only', () => {
    const zones = [lobby, { ...hall, room: 'aurora' }, aurora];
    expect(found({ zones })).toEqual(['roomTwice zone aurora']);
  });
});

describe('doors', () => {
  it.each([
    { change: { at: [12, 4] }, kind: 'doorOffBorder' },
    { change: { zones: ['hall', 'attic'] }, kind: 'doorToNowhere' },
    { change: { zones: ['hall', 'hall'] }, kind: 'doorToItself' },
    { change: { kind: 'lift', to: [12, 3] }, kind: 'stairsOnOneFloor' },
  ])('are told of: $kind', ({ change, kind }) => {
    const errors = checkPlan({ plan: testPlan(withDoor(change)) }).filter(
      ({ weight }) => weight === 'error',
    );
    expect(errors.map((one) => `${one.kind} ${one.about.id}`)).toEqual([`${kind} d2`]);
  });

  it('may be drawn within the thickness of a wall', () => {
    expect(found(withDoor({ at: [12, 2.25] }))).toEqual([]);
  });

  it.each([
    { change: { kind: 'door' }, kind: 'doorBetweenFloors' },
    { change: { to: undefined }, kind: 'stairsWithoutEnd' },
    { change: { to: [1, 1] }, kind: 'stairsOutside' },
    { change: { at: [1, 1] }, kind: 'stairsOutside' },
  ])('between floors are told of: $kind', ({ change, kind }) => {
    const [first] = Object.entries(change);
    const door = { kind: 'stairs', at: [13, 1], to: [13, 3], ...change };
    if (first?.[1] === undefined) Reflect.deleteProperty(door, 'to');
    const given = {
      ...twoFloors(),
      doors: [testPlan().doors?.[0], { ...testPlan().doors?.[1], ...door }],
    };
    expect(found(given)).toEqual([`${kind} door d2`]);
  });

  it('of one id are two of one', () => {
    expect(found(withDoor({ id: 'd1' }))).toEqual(['sameDoorId door d1']);
  });
});

describe('what hangs in the building', () => {
  const zone = parse(ZoneId, 'hall', 'zone');
  const devices = [{ id: parse(DeviceId, 'dev-1', 'device'), name: 'Porter', zone }];

  it('is drawn in its zone', () => {
    expect(found({ waypoints: [{ id: 'w1', zone: 'hall', at: [8, 3] }] })).toEqual([
      'waypointOutside waypoint w1',
    ]);
    expect(found({}, { devices })).toEqual(['deviceOutside device dev-1']);
    const pir = { device: 'dev-1', thing: 'pir', kind: 'motion', zone: 'hall', at: [2, 0.5] };
    expect(found({ things: [pir] })).toEqual(['thingOutside thing dev-1/pir']);
  });

  it('is somewhere in the building when its zone is not known', () => {
    expect(found({ devices: [{ device: 'dev-1', at: [18, 8] }] })).toEqual([
      'deviceNowhere device dev-1',
    ]);
  });

  it('is on the floor of its zone', () => {
    const given = { ...twoFloors(), devices: [{ device: 'dev-1', at: [8, 1], floor: 'upper' }] };
    expect([found(given), found(given, { devices })]).toEqual([
      ['deviceNowhere device dev-1'],
      ['deviceOutside device dev-1'],
    ]);
    const below = { ...given, devices: [{ device: 'dev-1', at: [8, 1], floor: 'ground' }] };
    expect(found(below, { devices })).toEqual([]);
  });

  it('is in a zone that there is', () => {
    expect(found({ waypoints: [{ id: 'w1', zone: 'attic', at: [8, 1] }] })).toEqual([
      'waypointNowhere waypoint w1',
    ]);
  });

  it('may hang on a wall', () => {
    expect(found({ waypoints: [{ id: 'w1', zone: 'hall', at: [8, 2.2] }] })).toEqual([]);
  });

  it('names the thing by what it is and by its device', () => {
    const pir = { device: 'dev-1', thing: 'pir', kind: 'motion', zone: 'lobby', at: [18, 8] };
    const [one] = checkPlan({ plan: testPlan({ things: [pir] }) });
    expect(one?.message).toBe('motion sensor of dev-1 is outside its zone Lobby.');
  });
});

describe('ways', () => {
  it('lead from an entrance to every zone, else it is warned of', () => {
    expect(found({ doors: testPlan().doors?.slice(0, 1) })).toEqual(['unreachable zone aurora']);
    expect(found({ doors: [] })).toEqual(['unreachable zone hall', 'unreachable zone aurora']);
    const [warned] = checkPlan({ plan: testPlan({ doors: [] }) });
    expect(warned?.weight).toBe('warning');
  });

  it('begin at an entrance', () => {
    expect(found({ zones: [{ ...lobby, kind: 'service' }, hall, aurora] })).toEqual([
      'noEntrance plan ',
    ]);
  });

  it('may be routes, through the zones that they pass', () => {
    const route = {
      from: 'lobby',
      to: 'aurora',
      path: [
        [2, 1],
        [12, 1],
        [12, 4],
      ],
    };
    expect(found({ doors: [], routes: [route] })).toEqual([]);
  });

  it('are not asked for where nobody has drawn doors', () => {
    const { doors: _, ...plan } = testPlan();
    expect(checkPlan({ plan })).toEqual([]);
  });

  it('do not lead to a zone that is not there', () => {
    expect(found({ routes: [{ from: 'lobby', to: 'attic', path: [] }] })).toEqual([
      'routeToNowhere route lobby/attic',
    ]);
  });

  it('come after what must be put right', () => {
    const plan = testPlan({ doors: [], ...withZone({ name: 'Hall' }) });
    expect(checkPlan({ plan }).map(({ weight }) => weight)).toEqual([
      'error',
      'warning',
      'warning',
    ]);
  });
});
