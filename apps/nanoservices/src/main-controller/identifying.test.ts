import { describe, expect, it } from 'vitest';
import {
  aurora,
  bob,
  bobGuided,
  bobHeard,
  Controller,
  entrance,
  eve,
  kinds,
  meeting,
  must,
  start,
  unknown,
} from '../../test/support/hand-controller.ts';

describe('an answer of authentication-engine', () => {
  it('for nobody who is followed means nothing', () => {
    const controller = new Controller();
    expect(controller.expectBob()).toEqual([]);
    expect(controller.identifyFails()).toEqual([]);
    expect(controller.states()).toEqual([]);
  });

  it('that comes after the journey ended means nothing', () => {
    const controller = bobHeard();
    controller.at(2000).tick();
    expect(controller.states()).toEqual(['j-1 unrecognised']);
    expect(controller.expectBob()).toEqual([]);
    expect(controller.states()).toEqual(['j-1 unrecognised']);
  });

  it('that comes twice counts once', () => {
    const controller = bobGuided();
    expect(controller.at(250).say('j-1', unknown)).toEqual([]);
    expect(controller.states()).toEqual(['j-1 guiding']);
  });

  it('that knows nobody by the key refuses it, without a person', () => {
    const controller = bobHeard();
    controller.at(200).say('j-1', unknown);
    expect(controller.journey('j-1')).toMatchObject({
      state: 'refused',
      refusal: 'unknown',
      person: null,
      hops: { identity: start + 200 },
    });
  });

  it('that knows somebody who is not invited refuses them by name', () => {
    const controller = bobHeard();
    controller.say('j-1', { outcome: 'uninvited', person: must(eve) });
    expect(controller.journey('j-1')).toMatchObject({
      state: 'refused',
      refusal: 'uninvited',
      person: eve,
      meeting: null,
    });
  });

  it('that expects somebody in a room that nobody told us of refuses them', () => {
    const controller = bobHeard();
    const elsewhere = { ...must(meeting), room: 'borealis' } as typeof meeting;
    expect(
      kinds(
        controller.say('j-1', {
          outcome: 'expected',
          person: must(bob),
          meeting: must(elsewhere),
        }),
      ),
    ).toEqual([]);
    expect(controller.journey('j-1')).toMatchObject({
      state: 'refused',
      refusal: 'uninvited',
      person: bob,
    });
  });

  it('that expects somebody at a meeting that is over by now refuses them', () => {
    for (const [ms, state] of [
      [599_999, 'guiding'],
      [600_000, 'refused'],
    ] as const) {
      const controller = new Controller();
      controller.at(ms).move();
      controller.hear('key-bob');
      controller.expectBob();
      expect(controller.journey('j-1')?.state).toBe(state);
    }
  });

  it('that expects somebody tells who they are, where they go and when that was known', () => {
    const controller = bobHeard();
    expect(controller.at(200).expectBob()).toContainEqual({
      kind: 'guide',
      journey: 'j-1',
      key: 'key-bob',
      person: bob,
      from: entrance,
      to: aurora,
    });
    expect(controller.journey('j-1')).toMatchObject({
      state: 'guiding',
      person: bob,
      meeting,
      hops: { identity: start + 200 },
    });
  });

  it('that expects somebody who is in the room has them arrived there at once', () => {
    const controller = new Controller();
    controller.hear('key-bob', aurora);
    controller.at(200).expectBob();
    expect(controller.journey('j-1')).toMatchObject({
      state: 'arrived',
      zone: aurora,
      person: bob,
      meeting,
      hops: { sighting: start, identity: start + 200, arrival: start + 200 },
    });
  });

  it('that did not come is waited for again after the next sighting, not before', () => {
    const controller = bobHeard();
    controller.at(200).identifyFails();
    expect(controller.due()).toBe(1000);
    expect(kinds(controller.at(900).tick())).toEqual([]);
    expect(kinds(controller.at(950).hear('key-bob'))).toEqual(['identify']);
    expect(kinds(controller.at(960).hear('key-bob'))).toEqual([]);
  });
});
