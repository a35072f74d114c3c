import type {
  EpochMs,
  Guidance,
  IdentifyAnswer,
  JourneyId,
  Session,
  Sighting,
  ZoneId,
} from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { controllerConfig as config, rosterAt } from '../../test/support/site.ts';
import { decide, journeysOf } from './decide.ts';
import { nextDeadline } from './expiry.ts';
import { initialState } from './model.ts';
import type { Command, Input } from './model.ts';

const start = 1_700_000_000_000;
const roster = rosterAt(start);
const [bob, carl] = roster.people;
const [meeting] = roster.meetings;
const entrance = 'entrance' as ZoneId;
const aurora = 'aurora' as ZoneId;
const unknown: IdentifyAnswer = { outcome: 'unknown' };

/** A controller whose clock is moved by hand; `at` is in ms since the start. */
class Controller {
  #state = initialState('j');
  #now = start;

  at(ms: number): this {
    this.#now = start + ms;
    return this;
  }

  give(input: Input): Command[] {
    const { state, commands } = decide(this.#state, input, { config, now: this.#now as EpochMs });
    this.#state = state;
    return commands;
  }

  tick = () => this.give({ kind: 'tick' });
  move = (zone = entrance) => this.give({ kind: 'presence', zone, present: true });
  scanned = (begun = true, zone = entrance) => this.give({ kind: 'scan-answered', zone, begun });
  hear = (key: string, zone = entrance) =>
    this.give({
      kind: 'sightings',
      zone,
      sightings: [{ key, rssi: -60, heardAt: this.#now } as Sighting],
    });
  say = (journey: string, answer: IdentifyAnswer) =>
    this.give({ kind: 'identified', journey: journey as JourneyId, answer });
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
    const at = nextDeadline(this.#state, { config, now: this.#now as EpochMs });
    return at === null ? null : at - start;
  };
}

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new RangeError('the roster is empty');
  return value;
};
const expected = (person: typeof bob): IdentifyAnswer => ({
  outcome: 'expected',
  person: must(person),
  meeting: must(meeting),
});
const kinds = (commands: Command[]) =>
  commands.map(({ kind }) => kind).filter((kind) => kind !== 'tell');

it('somebody who moves after the movement before had ended is timed from their own presence, though the scanner was on all the time', () => {
  const controller = new Controller();
  controller.at(0).move();
  controller.scanned();
  controller.at(200).hear('key-bob');
  controller.at(3000).give({ kind: 'presence', zone: entrance, present: false });
  controller.at(7500).move();
  controller.at(7900).hear('key-carl');
  const bobs = controller.journey('j-1');
  const carls = controller.journey('j-2');
  expect(bobs?.hops.presence).toBe(start);
  expect(carls).toMatchObject({
    key: 'key-carl',
    hops: { presence: start + 7500, sighting: start + 7900 },
  });
  expect(carls?.hops.scan ?? 0).toBeGreaterThanOrEqual(start + 7500);
});

describe('at an entrance', () => {
  it('nothing is due while nothing happens', () => {
    expect(new Controller().due()).toBeNull();
  });

  it('a presence starts the scanner and waits for somebody', () => {
    const controller = new Controller();
    expect(kinds(controller.move())).toEqual(['scan']);
    expect(controller.states()).toEqual(['j-1 waiting']);
    expect(kinds(controller.at(100).move())).toEqual([]);
  });

  it('the scan is renewed at a third of its lease and stops when nobody moves any more', () => {
    const controller = new Controller();
    controller.move();
    controller.scanned();
    expect(controller.due()).toBe(1000);
    expect(kinds(controller.at(1000).tick())).toEqual(['scan']);
    controller.scanned(false);
    expect(kinds(controller.at(2000).tick())).toEqual(['stop-scan']);
    expect(controller.states()).toEqual(['j-1 unrecognised']);
    expect(controller.due()).toBeNull();
  });

  it('the first new key belongs to the one who was waited for, the next has a journey of its own', () => {
    const controller = new Controller();
    controller.move();
    controller.at(50).scanned();
    expect(kinds(controller.at(100).hear('key-bob'))).toEqual(['identify']);
    controller.at(900).hear('key-carl');
    expect(controller.states()).toEqual(['j-2 identifying', 'j-1 identifying']);
    expect(controller.journey('j-2')?.hops).toEqual({
      presence: start,
      scan: start + 50,
      sighting: start + 900,
    });
  });

  it('who is expected is guided, once the lights are on the hop is stamped', () => {
    const controller = new Controller();
    controller.move();
    controller.hear('key-bob');
    expect(
      controller
        .at(200)
        .expectBob()
        .find(({ kind }) => kind === 'guide'),
    ).toMatchObject({ from: 'entrance', to: 'aurora' });
    expect(controller.journey('j-1')?.hops.guidance).toBeUndefined();
    controller.at(250).give({ kind: 'guided', journey: 'j-1' as JourneyId });
    expect(controller.journey('j-1')?.hops).toMatchObject({
      identity: start + 200,
      guidance: start + 250,
    });
  });

  it('a refused key is not asked about again until it was silent for the absence time', () => {
    const controller = new Controller();
    controller.move();
    controller.hear('key-x');
    expect(kinds(controller.say('j-1', unknown))).toEqual([]);
    expect(controller.journey('j-1')).toMatchObject({ state: 'refused', refusal: 'unknown' });
    controller.at(1400).move();
    expect(kinds(controller.at(1400).hear('key-x'))).not.toContain('identify');
    controller.at(2800).move();
    expect(kinds(controller.at(2900).hear('key-x'))).toContain('identify');
  });

  it('an identification that failed is asked again at the next sighting', () => {
    const controller = new Controller();
    controller.move();
    controller.hear('key-bob');
    expect(kinds(controller.at(100).hear('key-bob'))).toEqual([]);
    controller.at(200).give({ kind: 'identify-failed', journey: 'j-1' as JourneyId });
    expect(kinds(controller.at(300).hear('key-bob'))).toEqual(['identify']);
  });

  it('a guided person who never arrives is lost and the lights go off', () => {
    const controller = new Controller();
    controller.move();
    controller.hear('key-bob');
    controller.expectBob();
    expect(kinds(controller.at(19_999).tick())).toContain('guide');
    expect(kinds(controller.at(20_000).tick())).toEqual(['stop-guiding']);
    expect(controller.states()).toEqual(['j-1 lost']);
  });

  it('a key that is heard without any presence opens nothing', () => {
    expect(new Controller().hear('key-bob')).toEqual([]);
  });
});

describe('in a room', () => {
  it('arrival stops the guidance and shows the meeting', () => {
    const controller = new Controller();
    controller.move();
    controller.hear('key-bob');
    controller.expectBob();
    controller.at(1000).move(aurora);
    expect(kinds(controller.hear('key-bob', aurora))).toEqual(['stop-guiding', 'show']);
    expect(controller.states()).toEqual(['j-1 arrived']);
    controller.shown('j-1');
    expect(controller.states()).toEqual(['j-1 in-meeting']);
  });

  it('content that is not shown yet leaves the person arrived and is asked for again', () => {
    const controller = new Controller();
    controller.move();
    controller.hear('key-bob', aurora);
    controller.expectBob('j-2');
    controller.give({
      kind: 'session-answered',
      meeting: must(meeting).id,
      shown: false,
      journeys: ['j-2' as JourneyId],
    });
    expect(controller.journey('j-2')?.state).toBe('arrived');
    expect(kinds(controller.at(1000).tick())).toContain('show');
  });

  it('a presence opens no journey', () => {
    const controller = new Controller();
    expect(kinds(controller.move(aurora))).toEqual(['scan']);
    expect(controller.states()).toEqual([]);
  });

  it('somebody expected who came by another door has arrived', () => {
    const controller = new Controller();
    controller.move(aurora);
    controller.hear('key-bob', aurora);
    expect(kinds(controller.expectBob())).toEqual(['show']);
    expect(Object.keys(controller.journey('j-1')?.hops ?? {})).toEqual([
      'sighting',
      'identity',
      'arrival',
    ]);
  });

  it('who is not heard for the absence time has left, and the last one takes the content along', () => {
    const controller = new Controller().seatBob();
    controller.hear('key-carl', aurora);
    expect(kinds(controller.say('j-2', expected(carl)))).toEqual(['show']);
    controller.at(2000).tick();
    controller.scanned(false, aurora);
    controller.hear('key-carl', aurora);
    const bobLeft = controller.at(2500).tick();
    expect(controller.journey('j-1')?.state).toBe('left');
    expect(bobLeft.find(({ kind }) => kind === 'show')).toMatchObject({
      present: [{ journey: 'j-2' }],
    });
    controller.at(3000).tick();
    controller.scanned(false, aurora);
    const carlLeft = controller.at(3500).tick();
    expect(carlLeft.find(({ kind }) => kind === 'hide')).toMatchObject({ reason: 'everyone-left' });
    expect(kinds(carlLeft)).toContain('stop-scan');
  });

  it('nobody leaves while the scanner does not answer, nor at once when it is back', () => {
    const controller = new Controller().seatBob();
    controller.at(2000).tick();
    controller.give({ kind: 'scan-failed', zone: aurora });
    controller.at(9000).tick();
    expect(controller.states()).toEqual(['j-1 in-meeting']);
    controller.scanned(true, aurora);
    controller.at(10_000).tick();
    expect(controller.states()).toEqual(['j-1 in-meeting']);
  });

  it('the end of the meeting ends it for everybody', () => {
    const controller = new Controller().seatBob();
    controller.at(600_000 - 100).hear('key-bob', aurora);
    const commands = controller.at(600_000).tick();
    expect(commands.find(({ kind }) => kind === 'hide')).toMatchObject({ reason: 'ended' });
    expect(controller.journey('j-1')?.state).toBe('left');
  });
});

describe('after a restart', () => {
  const guidance = {
    journey: 'old-7',
    person: bob,
    key: 'key-bob',
    from: entrance,
    to: aurora,
    route: [],
    since: start - 5000,
  };
  const session = {
    meeting,
    present: [{ journey: 'old-8', key: 'key-carl', person: carl }],
    shown: true,
    since: start - 9000,
  };

  it('guidance goes on under its old id as soon as the meeting is known again', () => {
    const controller = new Controller();
    expect(
      kinds(
        controller.give({ kind: 'guidance-restored', guidance: [guidance as unknown as Guidance] }),
      ),
    ).toEqual(['identify']);
    expect(kinds(controller.expectBob('old-7'))).toEqual(['guide']);
    expect(controller.states()).toEqual(['old-7 guiding']);
  });

  it('guidance of somebody who is not expected any more is cancelled', () => {
    const controller = new Controller();
    controller.give({ kind: 'guidance-restored', guidance: [guidance as unknown as Guidance] });
    expect(kinds(controller.say('old-7', unknown))).toEqual(['stop-guiding']);
  });

  it('a meeting goes on and its room is scanned', () => {
    const controller = new Controller();
    expect(
      kinds(
        controller.give({ kind: 'sessions-restored', sessions: [session as unknown as Session] }),
      ),
    ).toEqual(['show', 'scan']);
    expect(controller.states()).toEqual(['old-8 in-meeting']);
  });
});
