import { epochMs } from '@nanoedge/base';
import { DesiredState, IdentityKey, parse, ThingSpec } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { simulationRefusal } from '../../test/support/simulation-refusal.ts';
import { localWalk, type LocalFacts, type LocalSimulation } from './local-walk.ts';

const person = (id: string, name: string, keys: string[]) => ({ id, name, keys });
const walkers = parse(
  DesiredState.shape.walkers,
  [
    person('bob', 'Bob Beispiel', ['k1', 'k2']),
    person('ann-1', 'Ann', ['k3']),
    person('ann-2', 'Ann', ['k4']),
    person('eve', 'Eve', []),
  ],
  'walkers',
);
const sensor = (kind: string, zone: string) =>
  parse(ThingSpec, { name: `${kind}-${zone}`, kind, zone, driver: 'simulated' }, 'thing');
const facts: LocalFacts = {
  walkers,
  things: [sensor('motion', 'entrance'), sensor('ble', 'entrance'), sensor('lights', 'corridor')],
  inside: new Set(['bob']),
  now: epochMs(1_000),
};
const key = parse(IdentityKey, 'aa:bb:cc:00:00:09', 'key');

const refusal = (request: LocalSimulation, change: Partial<LocalFacts> = {}): string =>
  simulationRefusal(() => localWalk(request, { ...facts, ...change }));

describe('somebody who is walked in at the device', () => {
  it('carries their keys into the zones that the device senses, until told to leave', () => {
    const { command, said } = localWalk({ kind: 'walk-in', person: 'bob beispiel' }, facts);
    expect(command).toEqual({
      kind: 'walk',
      walker: 'bob',
      keys: ['k1', 'k2'],
      startAt: 1_000,
      legs: [{ zone: 'entrance', fromMs: 0, untilMs: null }],
    });
    expect(said).toBe('Bob Beispiel is in entrance');
  });

  it('passes through several zones and stays as long as was said', () => {
    const things = [sensor('motion', 'entrance'), sensor('motion', 'aurora')];
    const { command } = localWalk({ kind: 'walk-in', key, seconds: 10 }, { ...facts, things });
    expect(command).toMatchObject({
      keys: ['aa:bb:cc:00:00:09'],
      legs: [
        { zone: 'entrance', fromMs: 0, untilMs: 4_000 },
        { zone: 'aurora', fromMs: 4_000, untilMs: 14_000 },
      ],
    });
  });

  it('need not be known here when their key is said', () => {
    expect(localWalk({ kind: 'walk-in', key }, { ...facts, walkers: [] }).said).toBe(
      'aa:bb:cc:00:00:09 is in entrance',
    );
  });

  it.each<[LocalSimulation, Partial<LocalFacts>, RegExp]>([
    [{ kind: 'walk-in' }, {}, /say who: --person NAME or --key KEY/],
    [{ kind: 'walk-in', person: 'Zoe' }, {}, /nobody called "Zoe"/],
    [{ kind: 'walk-in', person: 'Ann' }, {}, /one of ann-1, ann-2/],
    [{ kind: 'walk-in', person: 'Eve' }, {}, /carries no key/],
    [{ kind: 'walk-in', person: 'Bob Beispiel' }, { walkers: [] }, /say --key KEY instead/],
    [{ kind: 'walk-in', person: 'Bob Beispiel' }, { things: [] }, /no simulated sensor/],
    [{ kind: 'leave', key }, {}, /was not walked in here/],
  ])('is refused with what to do: %j', (request, change, words) => {
    expect(refusal(request, change)).toMatch(words);
  });

  it('leaves alone or with everybody', () => {
    const { command } = localWalk({ kind: 'leave', person: 'bob' }, facts);
    expect(command).toEqual({ kind: 'leave', walker: 'bob' });
    expect(localWalk({ kind: 'clear' }, facts).command).toEqual({ kind: 'clear' });
  });
});
