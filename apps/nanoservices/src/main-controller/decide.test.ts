import type { JourneyId } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';

import { Controller, entrance, kinds, start, unknown } from '../../test/support/hand-controller.ts';

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
