import { hopNames } from '@nanoedge/protocol';
import type {
  EpochMs,
  IdentifyAnswer,
  Journey,
  JourneyId,
  SightingReport,
  ZoneId,
} from '@nanoedge/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { controllerConfig as config } from '../../test/support/configs.ts';
import { rosterAt } from '../../test/support/roster.ts';
import { decide } from './decide.ts';
import { nextDeadline } from './expiry.ts';
import { presentAt } from './meeting.ts';
import { initialState } from './model.ts';
import type { Command, ControllerInput, ControllerState } from './model.ts';

const start = 1_700_000_000_000;
const roster = rosterAt(start);
const keys = ['key-bob', 'key-carl', 'key-eve', 'key-nobody'] as const;
const zones = ['entrance', 'aurora'] as const;

/** What authentication-engine would say; Bob and Carl are expected. */
const identify = (key: string): IdentifyAnswer => {
  const person = roster.people.find((each) => each.keys.some((own) => own === key));
  const meeting = roster.meetings[0];
  if (person === undefined || meeting === undefined) return { outcome: 'unknown' };
  return meeting.participants.includes(person.id)
    ? { outcome: 'expected', person, meeting }
    : { outcome: 'uninvited', person };
};

/**
 * A step of the world: time passes, somebody moves, a key is heard, or a peer answers the oldest
 * open command.
 */
type Step =
  | { do: 'wait'; ms: number }
  | { do: 'move'; zone: string; present: boolean }
  | { do: 'hear'; zone: string; key: string }
  | { do: 'answer'; ok: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.integer({ min: 0, max: 900 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      zone: fc.constantFrom(...zones),
      present: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('hear' as const),
      zone: fc.constantFrom(...zones),
      key: fc.constantFrom(...keys),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('answer' as const), ok: fc.boolean() }) },
);

const answerTo = (command: Command, ok: boolean): ControllerInput | null => {
  switch (command.kind) {
    case 'scan':
      return ok
        ? { kind: 'scan-answered', zone: command.zone, begun: false }
        : { kind: 'scan-failed', zone: command.zone };
    case 'identify':
      return ok
        ? { kind: 'identified', journey: command.journey, answer: identify(command.key) }
        : { kind: 'identify-failed', journey: command.journey };
    case 'guide':
      return ok
        ? { kind: 'guided', journey: command.journey }
        : { kind: 'guide-failed', journey: command.journey, permanent: false };
    case 'show':
      return {
        kind: 'session-answered',
        meeting: command.meeting.id,
        shown: ok,
        journeys: command.present.map(({ journey }) => journey),
      };
    case 'stop-scan':
    case 'stop-guiding':
    case 'hide':
    case 'tell':
      return null;
  }
};

/**
 * A controller in a simulated world that keeps every command and checks the invariants after every
 * decision.
 */
class World {
  state: ControllerState = initialState('j-test');
  now = start;
  readonly commands: Command[] = [];
  #open: Command[] = [];
  readonly guided = new Set<JourneyId>();

  run(steps: readonly Step[]): void {
    for (const each of steps) this.#step(each);
  }

  /** Lets everybody go and every lease end. */
  settle(): void {
    for (let rounds = 0; rounds < 400; rounds += 1) {
      while (this.#open.length > 0) this.#step({ do: 'answer', ok: true });
      const due = nextDeadline(this.state, { config, now: this.now as EpochMs });
      if (due === null) return;
      this.now = Math.max(this.now, due);
      this.#decide({ kind: 'tick' });
    }
    throw new Error('the controller never comes to rest');
  }

  #step(each: Step): void {
    switch (each.do) {
      case 'wait':
        this.now += each.ms;
        this.#decide({ kind: 'tick' });
        return;
      case 'move':
        this.#decide({ kind: 'presence', zone: each.zone as ZoneId, present: each.present });
        return;
      case 'hear': {
        const sightings = [
          { key: each.key, rssi: -60, heardAt: this.now },
        ] as SightingReport['sightings'];
        this.#decide({ kind: 'sightings', zone: each.zone as ZoneId, sightings });
        return;
      }
      case 'answer': {
        const [oldest, ...rest] = this.#open;
        this.#open = rest;
        const input = oldest === undefined ? null : answerTo(oldest, each.ok);
        if (input !== null) this.#decide(input);
      }
    }
  }

  #decide(input: ControllerInput): void {
    const { state, commands } = decide(this.state, input, { config, now: this.now as EpochMs });
    this.state = state;
    this.commands.push(...commands);
    this.#open.push(...commands.filter((command) => answerTo(command, true) !== null));
    for (const command of commands) this.#check(command);
    this.#checkState();
  }

  #check(command: Command): void {
    if (command.kind === 'guide') {
      expect(identify(command.key).outcome).toBe('expected');
      this.guided.add(command.journey);
    }
    if (command.kind === 'stop-guiding') this.guided.delete(command.journey);
    if (command.kind === 'show') {
      expect(command.present).toEqual(presentAt(this.state.entries.values(), command.meeting.id));
      expect(command.present.length).toBeGreaterThan(0);
      for (const { key } of command.present) expect(identify(key).outcome).toBe('expected');
    }
    if (command.kind === 'tell') expectOrderedHops(command.journey);
  }

  #checkState(): void {
    const active = [...this.state.entries.values()].filter((entry) => entry.active);
    const taken = active.flatMap(({ journey }) => (journey.key === null ? [] : [journey.key]));
    expect(new Set(taken).size).toBe(taken.length);
    for (const { journey, active: moves, after } of this.state.entries.values()) {
      if (['left', 'lost', 'unrecognised'].includes(journey.state))
        expect(moves && after === null).toBe(false);
    }
    const due = nextDeadline(this.state, { config, now: this.now as EpochMs });
    if (due !== null) expect(due).toBeGreaterThan(this.now);
  }
}

const expectOrderedHops = ({ hops }: Journey): void => {
  const stamps = hopNames.flatMap((hop) => hops[hop] ?? []);
  expect(stamps).toEqual([...stamps].sort((one, other) => one - other));
};

describe('whatever happens, in whatever order', () => {
  const steps = fc.array(step, { minLength: 20, maxLength: 120, size: 'max' });

  it('nobody but the expected is guided or shown, keys have one journey, hops are in order, deadlines lie ahead', () => {
    fc.assert(
      fc.property(steps, (each) => new World().run(each)),
      { numRuns: 400 },
    );
  });

  it('when everybody is gone every guidance was stopped, every meeting hidden and every scan ended', () => {
    fc.assert(
      fc.property(steps, (each) => {
        const world = new World();
        world.run(each);
        world.settle();
        expect([...world.guided]).toEqual([]);
        expect(world.state.meetings.size).toBe(0);
        expect([...world.state.watches.values()].every(({ scan }) => scan === null)).toBe(true);
        expect([...world.state.entries.values()].every(({ active }) => !active)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('the memory stays bounded however many keys pass by', () => {
    const world = new World();
    world.run([{ do: 'move', zone: 'entrance', present: true }]);
    for (let passer = 0; passer < 500; passer += 1)
      world.run([{ do: 'hear', zone: 'entrance', key: `key-${passer}` }]);
    expect(world.state.entries.size).toBeLessThanOrEqual(64 + 16);
  });
});
