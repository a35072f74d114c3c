import type { EpochMs, IdentifyAnswer, JourneyId, ZoneId } from '@nanoedge/protocol';
import { controllerConfig } from './configs.ts';
import { rosterAt } from './roster.ts';
import { decide, journeysOf } from '../../src/main-controller/decide.ts';
import { nextDeadline } from '../../src/main-controller/expiry.ts';
import { initialState } from '../../src/main-controller/model.ts';
import type { Command, ControllerInput, OwnedSighting } from '../../src/main-controller/model.ts';

export const start = 1_700_000_000_000;
export const roster = rosterAt(start);
export const [bob, carl, eve] = roster.people;
export const [meeting] = roster.meetings;
export const entrance = 'entrance' as ZoneId;
export const aurora = 'aurora' as ZoneId;
/** A zone without a scanner of its own. */
export const corridor = 'corridor' as ZoneId;
export const unknown: IdentifyAnswer = { outcome: 'unknown' };

/** A controller whose clock is moved by hand; `at` is in ms since the start. */
export class Controller {
  #state = initialState('j');
  #now = start;
  readonly #config: typeof controllerConfig;

  constructor(config = controllerConfig) {
    this.#config = config;
  }

  at(ms: number): this {
    this.#now = start + ms;
    return this;
  }

  give(input: ControllerInput): Command[] {
    const { state, commands } = decide(this.#state, input, {
      config: this.#config,
      now: this.#now as EpochMs,
    });
    this.#state = state;
    return commands;
  }

  tick = () => this.give({ kind: 'tick' });
  move = (zone = entrance) => this.give({ kind: 'presence', zone, present: true });
  stopMoving = (zone = entrance) => this.give({ kind: 'presence', zone, present: false });
  scanned = (begun = true, zone = entrance) => this.give({ kind: 'scan-answered', zone, begun });
  scanFails = (zone = entrance) => this.give({ kind: 'scan-failed', zone });
  hear = (key: string, zone = entrance, person?: string) =>
    this.give({
      kind: 'sightings',
      zone,
      sightings: [
        {
          key,
          rssi: -60,
          heardAt: this.#now,
          ...(person === undefined ? {} : { person }),
        } as OwnedSighting,
      ],
    });
  overhear = (key: string) => this.give({ kind: 'overheard', keys: [key as OwnedSighting['key']] });
  say = (journey: string, answer: IdentifyAnswer) =>
    this.give({ kind: 'identified', journey: journey as JourneyId, answer });
  roster = (revision: number) => this.give({ kind: 'roster', revision });
  identifyFails = (journey = 'j-1') =>
    this.give({ kind: 'identify-failed', journey: journey as JourneyId });
  guided = (journey = 'j-1') => this.give({ kind: 'guided', journey: journey as JourneyId });
  guideFails = (permanent: boolean, journey = 'j-1') =>
    this.give({ kind: 'guide-failed', journey: journey as JourneyId, permanent });
  expectBob = (journey = 'j-1') => this.say(journey, expected(bob));
  shown = (...journeys: string[]) =>
    this.give({
      kind: 'session-answered',
      meeting: must(meeting).id,
      shown: true,
      journeys: journeys as JourneyId[],
    });

  /** Brings Bob to his seat at 1 s. */
  seatBob(): this {
    this.at(0).move();
    this.scanned();
    this.hear('key-bob');
    this.expectBob();
    this.at(1000).move(aurora);
    this.scanned(true, aurora);
    this.hear('key-bob', aurora);
    this.shown('j-1');
    return this;
  }

  journey = (id: string) => journeysOf(this.#state).find((journey) => journey.id === id);
  states = () => journeysOf(this.#state).map(({ id, state }) => `${id} ${state}`);
  due = () => {
    const at = nextDeadline(this.#state, { config: this.#config, now: this.#now as EpochMs });
    return at === null ? null : at - start;
  };
}

export const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new RangeError('the roster is empty');
  return value;
};
export const expected = (person: typeof bob): IdentifyAnswer => ({
  outcome: 'expected',
  person: must(person),
  meeting: must(meeting),
});
export const kinds = (commands: Command[]) =>
  commands.map(({ kind }) => kind).filter((kind) => kind !== 'tell');

/** Bob was heard at the entrance at 100 ms, and authentication-engine is asked whose key it is. */
export const bobHeard = (): Controller => {
  const controller = new Controller();
  controller.move();
  controller.scanned();
  controller.at(100).hear('key-bob');
  return controller;
};

/** Bob is guided to Aurora since 200 ms. */
export const bobGuided = (): Controller => {
  const controller = bobHeard();
  controller.at(200).expectBob();
  return controller;
};
