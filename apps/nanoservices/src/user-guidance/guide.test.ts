import { GuidanceCommand, parse } from '@nanoedge/protocol';
import type { Colour, EpochMs, JourneyId } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { guidanceConfig } from '../../test/support/configs.ts';
import { rosterAt } from '../../test/support/roster.ts';
import { nextLapse } from '../kit/lease.ts';
import { colourFor, guide, lampsOf, lapsed, palette, routeOf } from './guide.ts';
import type { GuidedByJourney } from './guide.ts';

const people = rosterAt(60_000).people;
const command = (index: number): GuidanceCommand =>
  parse(
    GuidanceCommand,
    { person: people[index], key: `key-${index}`, from: 'entrance', to: 'aurora', leaseSeconds: 9 },
    'command',
  );
const route = routeOf(guidanceConfig, command(0)) ?? [];
const start = (
  active: GuidedByJourney,
  journey: string,
  { index, now = 1000 }: { index: number; now?: number },
): GuidedByJourney =>
  guide(active, journey as JourneyId, { command: command(index), route, now: now as EpochMs });

describe('guidance', () => {
  it('follows the configured route and knows when there is none', () => {
    expect(route.map(({ id }) => id)).toEqual(['w1', 'w2']);
    expect(
      routeOf(guidanceConfig, { ...command(0), to: 'attic' as GuidanceCommand['to'] }),
    ).toBeNull();
  });

  it('lights one lamp per waypoint and person', () => {
    const both = start(start(new Map(), 'j1', { index: 0 }), 'j2', { index: 2 });
    expect(lampsOf(both).map(({ waypoint, initials }) => waypoint + initials)).toEqual([
      'w1B',
      'w2B',
      'w1E',
      'w2E',
    ]);
  });

  it('gives the second of two people with the same colour another one, and lets them keep it', () => {
    const both = start(start(new Map(), 'j1', { index: 0 }), 'j2', { index: 1 });
    const colours = [...both.values()].map(({ person }) => person.colour);
    expect(colours).toEqual(['#e69f00', '#56b4e9']);
    const renewed = start(both, 'j2', { index: 1, now: 4000 });
    expect(renewed.get('j2' as JourneyId)).toMatchObject({
      since: 1000,
      until: 13_000,
      person: { colour: '#56b4e9' },
    });
  });

  it('repeats a colour only when the palette is used up', () => {
    expect(colourFor(palette[0] as Colour, new Set(palette))).toBe(palette[0]);
  });

  it('lapses when its lease was not renewed', () => {
    const active = start(new Map(), 'j1', { index: 0 });
    expect(nextLapse(active)).toBe(10_000);
    expect(lapsed(active, 9999 as EpochMs)).toEqual([]);
    expect(lapsed(active, 10_000 as EpochMs)).toHaveLength(1);
  });

  it('never asks for more lamps than the lights take', () => {
    let active: GuidedByJourney = new Map();
    for (let index = 0; index < 50; index += 1) active = start(active, `j${index}`, { index: 0 });
    expect(lampsOf(active)).toHaveLength(64);
  });
});
