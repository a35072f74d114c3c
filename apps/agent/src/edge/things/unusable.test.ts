import { ManualClock } from '@nanoedge/base/testing';
import { parse, ThingSpec } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { thingPorts } from '../../../test/support/drivers/thing-ports.ts';
import { Things } from './things.ts';

const health = (change: Record<string, unknown>) => {
  const ports = thingPorts({ clock: new ManualClock() });
  const things = new Things(ports);
  const spec = { name: 'thing', kind: 'motion', zone: 'hall', driver: 'mqtt', ...change };
  const well = { name: 'well', kind: 'motion', zone: 'hall', driver: 'simulated' };
  things.assign([spec, well].map((one) => parse(ThingSpec, one, 'thing')));
  expect(things.get('well')?.health().state).toBe('working');
  return { ...things.get('thing')?.health(), told: ports.told.length };
};

describe('a thing whose settings are wrong', () => {
  it.each([
    ['has no topic', { settings: { broker: 'house', format: 'esphome' } }, /topic/],
    [
      'listens to everything',
      { settings: { broker: 'house', format: 'esphome', topic: '#' } },
      /topic/,
    ],
    ['is driven as its kind cannot be', { driver: 'wled' }, /motion\/wled/],
    [
      'is on a path that leads elsewhere',
      { driver: 'serial', settings: { port: '/dev/../etc/x' } },
      /port/,
    ],
    [
      'has a broker that nobody told of',
      { settings: { broker: 'house', format: 'esphome', topic: 'a' } },
      /house/,
    ],
  ])('and %s says so, and the others work', (_what, change, detail) => {
    const found = health(change);
    expect(found).toMatchObject({ state: 'failing', told: 1 });
    expect(found.detail).toMatch(detail);
  });
});
