import {
  IdentityKey,
  parse,
  WalkCommand,
  type DesiredState,
  type EpochMs,
  type SimulateCommand,
  type ThingSpec,
  type ZoneId,
} from '@nanoedge/protocol';
import { simulateCommandWords as words } from '@nanoedge/words';
import * as z from 'zod/mini';
import { SimulationRefused } from '../errors.ts';

const who = { person: z.optional(z.string()), key: z.optional(IdentityKey) };

/** What somebody at the device asks for over the control socket. */
export const LocalSimulation = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('walk-in'),
    ...who,
    seconds: z.optional(z.int().check(z.minimum(1), z.maximum(86_400))),
  }),
  z.object({ kind: z.literal('leave'), ...who }),
  z.object({ kind: z.literal('clear') }),
]);
export type LocalSimulation = z.infer<typeof LocalSimulation>;

/** What this device knows of its people and its sensors. */
export interface LocalFacts {
  walkers: DesiredState['walkers'];
  things: readonly ThingSpec[];
  /** Who was walked in and has not left. */
  inside: ReadonlySet<string>;
  now: EpochMs;
}

interface Walker {
  walker: string;
  name: string;
  keys: readonly IdentityKey[];
}

const walkerOf = (
  { person, key }: { person?: string | undefined; key?: IdentityKey | undefined },
  walkers: DesiredState['walkers'],
): Walker => {
  if (key !== undefined) return { walker: `key ${key}`, name: key, keys: [key] };
  if (person === undefined) throw new SimulationRefused(words.whoMissing);
  if (walkers.length === 0) throw new SimulationRefused(words.noPeople);
  const wanted = person.trim().toLowerCase();
  const byId = walkers.filter(({ id }) => id === person);
  const found =
    byId.length > 0 ? byId : walkers.filter(({ name }) => name.toLowerCase() === wanted);
  const [one, ...others] = found;
  if (one === undefined) throw new SimulationRefused(words.nobody(person));
  if (others.length > 0)
    throw new SimulationRefused(
      words.several(
        person,
        found.map(({ id }) => id),
      ),
    );
  if (one.keys.length === 0) throw new SimulationRefused(words.noKey(one.name));
  return { walker: one.id, name: one.name, keys: one.keys };
};

/** How long somebody stays in each zone of a device that has several, before the last. */
const stayMs = 4_000;

const legsOf = (zones: readonly ZoneId[], seconds: number | undefined): WalkCommand['legs'] =>
  parse(
    WalkCommand.shape.legs,
    zones.map((zone, at) => {
      const fromMs = at * stayMs;
      const end = seconds === undefined ? null : fromMs + seconds * 1000;
      return { zone, fromMs, untilMs: at < zones.length - 1 ? fromMs + stayMs : end };
    }),
    'legs',
  );

/**
 * The command for the simulation on this device, and what is said of it. Throws SimulationRefused
 * with what to do instead.
 */
export const localWalk = (
  request: LocalSimulation,
  { walkers, things, inside, now }: LocalFacts,
): { command: SimulateCommand; said: string } => {
  if (request.kind === 'clear') return { command: { kind: 'clear' }, said: words.everybodyLeft };
  const { walker, name, keys } = walkerOf(request, walkers);
  if (request.kind === 'leave') {
    if (!inside.has(walker)) throw new SimulationRefused(words.notInside(name));
    return { command: { kind: 'leave', walker }, said: words.left(name) };
  }
  const sensors = things.filter(
    ({ driver, kind }) => driver === 'simulated' && (kind === 'motion' || kind === 'ble'),
  );
  const zones = [...new Set(sensors.map(({ zone }) => zone))];
  if (zones.length === 0) throw new SimulationRefused(words.noSensors);
  const legs = legsOf(zones, request.seconds);
  const command: SimulateCommand = { kind: 'walk', walker, keys: [...keys], startAt: now, legs };
  return { command, said: words.entered(name, zones) };
};
