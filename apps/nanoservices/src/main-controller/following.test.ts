import { describe, expect, it } from 'vitest';
import {
  aurora,
  bobGuided,
  bobHeard,
  carl,
  Controller,
  corridor,
  entrance,
  expected,
  kinds,
  start,
} from '../../test/support/hand-controller.ts';

describe('a key', () => {
  it('of whom was waited for is told with when it was heard, and asked about', () => {
    const controller = new Controller();
    controller.move();
    controller.scanned();
    expect(controller.at(100).hear('key-bob').at(-1)).toEqual({
      kind: 'identify',
      journey: 'j-1',
      key: 'key-bob',
      zone: entrance,
    });
    expect(controller.journey('j-1')).toMatchObject({
      state: 'identifying',
      key: 'key-bob',
      heardAt: start + 100,
      hops: { presence: start, scan: start, sighting: start + 100 },
    });
  });

  it('that comes along is told with when it was heard, and asked about', () => {
    const controller = bobHeard();
    expect(controller.at(150).hear('key-carl').at(-1)).toEqual({
      kind: 'identify',
      journey: 'j-2',
      key: 'key-carl',
      zone: entrance,
    });
    expect(controller.journey('j-2')).toMatchObject({
      state: 'identifying',
      entered: entrance,
      heardAt: start + 150,
    });
  });

  it('that comes along with a later movement is timed from that, though the scan is older', () => {
    const controller = bobGuided();
    controller.at(500).stopMoving();
    controller.at(900).move();
    controller.at(950).hear('key-carl');
    expect(controller.journey('j-2')?.hops).toEqual({
      presence: start + 900,
      scan: start + 900,
      sighting: start + 950,
    });
  });

  it('that is first heard in a room opens a journey there with nothing before it', () => {
    const controller = new Controller();
    expect(controller.at(50).hear('key-bob', aurora).at(-1)).toMatchObject({
      kind: 'identify',
      zone: aurora,
    });
    expect(controller.journey('j-1')).toMatchObject({
      state: 'identifying',
      entered: aurora,
      zone: aurora,
      key: 'key-bob',
      heardAt: start + 50,
      hops: { sighting: start + 50 },
    });
  });

  it('that is heard again while it is asked about is not asked about twice', () => {
    expect(kinds(bobHeard().at(300).hear('key-bob'))).toEqual([]);
  });

  it('is not followed when 64 are followed already', () => {
    const controller = new Controller();
    controller.move();
    const asked = Array.from({ length: 70 }, (_, n) => controller.hear(`key-${n}`)).flatMap(kinds);
    expect(asked.filter((kind) => kind === 'identify')).toHaveLength(64);
    expect(kinds(controller.hear('key-0', aurora))).toEqual([]);
  });
});

describe('somebody who is guided', () => {
  it('is told of where they are heard on the way, once for each place', () => {
    const controller = bobGuided();
    expect(controller.at(300).hear('key-bob', entrance)).toEqual([]);
    expect(controller.at(400).hear('key-bob', corridor)).toMatchObject([
      { kind: 'tell', journey: { state: 'guiding', zone: corridor } },
    ]);
    expect(controller.at(500).hear('key-bob', corridor)).toEqual([]);
  });

  it('has arrived when the room hears them, and the lights go off for that reason', () => {
    const controller = bobGuided();
    const commands = controller.at(700).hear('key-bob', aurora);
    expect(commands).toContainEqual({ kind: 'stop-guiding', journey: 'j-1', reason: 'arrived' });
    expect(controller.journey('j-1')).toMatchObject({
      state: 'arrived',
      zone: aurora,
      hops: { sighting: start + 100, identity: start + 200, arrival: start + 700 },
    });
    expect(kinds(controller.at(800).hear('key-bob', aurora))).toEqual([]);
  });

  it('has the lights renewed at a third of the lease', () => {
    const controller = bobGuided();
    controller.guided();
    controller.at(1000).tick();
    controller.scanned(false);
    expect(controller.due()).toBe(1200);
    expect(kinds(controller.at(1199).tick())).toEqual([]);
    expect(kinds(controller.at(1200).tick())).toEqual(['guide']);
  });

  it('has the first light stamped, not its renewals', () => {
    const controller = bobGuided();
    controller.at(250).guided();
    expect(controller.at(900).guided()).toEqual([]);
    expect(controller.journey('j-1')?.hops.guidance).toBe(start + 250);
  });

  it('has lights that could not be set asked for again after a second', () => {
    const controller = bobGuided();
    controller.at(300).guideFails(false);
    controller.at(1000).tick();
    controller.scanned(false);
    expect(kinds(controller.at(1299).tick())).toEqual([]);
    expect(kinds(controller.at(1300).tick())).toEqual(['guide']);
  });

  it('has lights that are refused for good never asked for again, and is followed all the same', () => {
    const controller = bobGuided();
    controller.at(300).guideFails(true);
    expect(kinds(controller.at(15_000).tick())).not.toContain('guide');
    expect(kinds(controller.hear('key-bob', aurora))).toEqual(['stop-guiding', 'show', 'scan']);
  });
});

describe('an answer about lights', () => {
  it('for nobody who is guided means nothing', () => {
    const controller = bobHeard();
    for (const journey of ['j-1', 'j-9']) {
      expect(controller.guided(journey)).toEqual([]);
      expect(controller.guideFails(false, journey)).toEqual([]);
    }
    expect(controller.journey('j-1')?.hops.guidance).toBeUndefined();
  });

  it('that comes after the arrival is not stamped', () => {
    const controller = bobGuided();
    controller.at(700).hear('key-bob', aurora);
    expect(controller.at(750).guided()).toEqual([]);
    expect(controller.guideFails(false)).toEqual([]);
    expect(kinds(controller.at(1750).tick())).not.toContain('guide');
  });
});

describe('somebody in a room', () => {
  it('is there before the screen shows their meeting, too', () => {
    const controller = new Controller();
    controller.hear('key-bob', aurora);
    controller.expectBob();
    expect(controller.at(100).hear('key-bob', entrance)).toEqual([]);
    expect(controller.journey('j-1')).toMatchObject({ state: 'arrived', zone: aurora });
  });

  it('is silent from their arrival on, however long it took to know who they are', () => {
    const controller = new Controller();
    controller.move(aurora);
    controller.scanned(true, aurora);
    controller.hear('key-bob', aurora);
    controller.at(1000).expectBob();
    controller.scanned(false, aurora);
    controller.at(2000).tick();
    controller.scanned(false, aurora);
    controller.at(2499).tick();
    expect(controller.journey('j-1')?.state).toBe('arrived');
    controller.at(2500).tick();
    expect(controller.journey('j-1')?.state).toBe('left');
  });

  it('is not elsewhere, whatever another zone hears', () => {
    const controller = new Controller().seatBob();
    expect(controller.at(1400).hear('key-bob', entrance)).toEqual([]);
    controller.at(2000).tick();
    controller.scanned(false, aurora);
    controller.at(2500).tick();
    expect(controller.journey('j-1')).toMatchObject({ state: 'left', zone: aurora });
  });

  it('stays as long as the room hears them', () => {
    const controller = new Controller().seatBob();
    controller.at(2000).tick();
    controller.scanned(false, aurora);
    controller.at(2200).hear('key-bob', aurora);
    controller.at(3699).tick();
    controller.scanned(false, aurora);
    expect(controller.journey('j-1')?.state).toBe('in-meeting');
    controller.at(3700).tick();
    expect(controller.journey('j-1')?.state).toBe('left');
  });

  it('is asked about as somebody new when they come again', () => {
    const controller = new Controller().seatBob();
    controller.at(2000).tick();
    controller.scanned(false, aurora);
    controller.at(2500).tick();
    expect(kinds(controller.at(2600).hear('key-bob', aurora))).toContain('identify');
    expect(kinds(controller.say('j-2', expected(carl)))).toContain('show');
  });
});
