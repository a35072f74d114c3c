import { describe, expect, it } from 'vitest';
import {
  aurora,
  Controller,
  corridor,
  entrance,
  kinds,
  start,
} from '../../test/support/hand-controller.ts';

describe('a movement', () => {
  it('where no scanner is means nothing', () => {
    const controller = new Controller();
    expect(controller.move(corridor)).toEqual([]);
    expect(controller.due()).toBeNull();
  });

  it('that ends before it began means nothing', () => {
    const controller = new Controller();
    expect(controller.stopMoving()).toEqual([]);
    expect(controller.due()).toBeNull();
  });

  it('begins the scan for the journey that it opens, and in a room for none', () => {
    const controller = new Controller();
    expect(controller.move()).toEqual([
      { kind: 'tell', journey: expect.objectContaining({ id: 'j-1', state: 'waiting' }) },
      { kind: 'scan', zone: entrance, journey: 'j-1' },
    ]);
    expect(controller.move(aurora)).toEqual([{ kind: 'scan', zone: aurora, journey: null }]);
  });

  it('opens a journey of which nothing is known but where and when it began', () => {
    const controller = new Controller();
    controller.at(70).move();
    expect(controller.journey('j-1')).toEqual({
      id: 'j-1',
      state: 'waiting',
      entered: entrance,
      zone: entrance,
      key: null,
      person: null,
      meeting: null,
      refusal: null,
      hops: { presence: start + 70 },
      heardAt: null,
      updatedAt: start + 70,
    });
  });

  it('that goes on keeps the scanner on from its latest report, and began with its first', () => {
    const controller = new Controller();
    controller.move();
    controller.scanned();
    controller.at(1500).move();
    controller.scanned(false);
    controller.hear('key-bob');
    controller.hear('key-carl');
    expect(controller.journey('j-2')?.hops.presence).toBe(start);
    expect(kinds(controller.at(3499).tick())).not.toContain('stop-scan');
    expect(controller.at(3500).tick()).toContainEqual({ kind: 'stop-scan', zone: entrance });
  });

  it('that ended keeps the scanner on until its time is over', () => {
    const controller = new Controller();
    controller.move();
    expect(kinds(controller.at(500).stopMoving())).toEqual([]);
    expect(controller.at(1999).states()).toEqual(['j-1 waiting']);
    expect(kinds(controller.at(2000).tick())).toEqual(['stop-scan']);
  });

  it('that begins again while somebody is waited for is theirs', () => {
    const controller = new Controller();
    controller.move();
    controller.at(500).stopMoving();
    controller.at(1000).move();
    expect(controller.states()).toEqual(['j-1 waiting']);
  });

  it('is of somebody new once nobody known was heard there for the absence time', () => {
    for (const [ms, states] of [
      [1499, ['j-1 guiding']],
      [1500, ['j-2 waiting', 'j-1 guiding']],
    ] as const) {
      const controller = new Controller();
      controller.move();
      controller.hear('key-bob');
      controller.expectBob();
      controller.at(500).stopMoving();
      controller.at(ms).move();
      expect(controller.states()).toEqual(states);
    }
  });

  it('is of somebody new where those who are known were heard somewhere else', () => {
    const controller = new Controller().seatBob();
    controller.at(1100).stopMoving();
    controller.at(1200).move();
    expect(controller.states()).toEqual(['j-2 waiting', 'j-1 in-meeting']);
  });

  it('is of somebody new where all that is known was refused and is silent', () => {
    const controller = new Controller();
    controller.move();
    controller.hear('key-x');
    controller.say('j-1', { outcome: 'unknown' });
    controller.at(100).stopMoving();
    controller.at(1600).move();
    expect(controller.states()).toEqual(['j-2 waiting', 'j-1 refused']);
  });
});

describe('a scan', () => {
  it('is not asked for twice while the scanner has not answered', () => {
    const controller = new Controller();
    controller.move();
    expect(kinds(controller.at(1500).tick())).toEqual([]);
    expect(controller.due()).toBe(2000);
  });

  it('that failed is asked for again a second later', () => {
    const controller = new Controller();
    controller.move();
    expect(kinds(controller.at(100).scanFails())).toEqual([]);
    expect(controller.due()).toBe(1100);
    expect(kinds(controller.at(1099).tick())).toEqual([]);
    expect(controller.at(1100).tick()).toEqual([{ kind: 'scan', zone: entrance, journey: 'j-1' }]);
  });

  it('that nobody asked for is neither begun nor failed', () => {
    const controller = new Controller();
    expect(controller.scanned()).toEqual([]);
    expect(controller.scanFails()).toEqual([]);
    expect(controller.due()).toBeNull();
  });

  it('is stamped once on the journey that waits, when the scanner first answers', () => {
    const controller = new Controller();
    controller.move();
    expect(controller.at(40).scanned()).toHaveLength(1);
    expect(controller.journey('j-1')?.hops.scan).toBe(start + 40);
    controller.at(1040).tick();
    expect(controller.at(1050).scanned(false)).toEqual([]);
    expect(controller.journey('j-1')?.hops.scan).toBe(start + 40);
  });

  it('is on when something is heard from it, though its answer was lost', () => {
    const controller = new Controller();
    controller.move();
    controller.at(300).hear('key-bob');
    expect(controller.journey('j-1')?.hops).toEqual({
      presence: start,
      scan: start + 300,
      sighting: start + 300,
    });
    controller.at(400).scanned();
    controller.at(500).hear('key-carl');
    expect(controller.journey('j-2')?.hops.scan).toBe(start + 300);
  });

  it('names the journey that waits, not one that was found', () => {
    const controller = new Controller();
    controller.move();
    controller.scanned();
    controller.at(100).hear('key-bob');
    controller.at(900).hear('key-bob');
    expect(controller.at(1000).tick()).toContainEqual({
      kind: 'scan',
      zone: entrance,
      journey: null,
    });
  });
});

describe('somebody’s silence', () => {
  it('counts while the scanner renews its scan as expected', () => {
    const controller = new Controller().seatBob();
    controller.at(2000).tick();
    controller.scanned(false, aurora);
    controller.at(2500).tick();
    expect(controller.journey('j-1')?.state).toBe('left');
  });

  it('starts anew when the scanner had to begin again', () => {
    const controller = new Controller().seatBob();
    controller.at(2000).tick();
    controller.scanned(true, aurora);
    controller.at(3000).tick();
    controller.scanned(false, aurora);
    controller.at(3499).tick();
    expect(controller.journey('j-1')?.state).toBe('in-meeting');
    controller.at(3500).tick();
    expect(controller.journey('j-1')?.state).toBe('left');
  });

  it('is not forgiven by the first answer of a scan', () => {
    for (const begun of [true, false]) {
      const controller = new Controller();
      controller.hear('key-x', aurora);
      controller.at(500).move(aurora);
      controller.at(900).scanned(begun, aurora);
      controller.at(1500).tick();
      expect(controller.states()).toEqual(['j-1 unrecognised']);
    }
  });

  it('is not forgiven for what a scanner elsewhere missed', () => {
    const controller = new Controller().seatBob();
    controller.at(1500).move();
    controller.at(2000).tick();
    controller.scanned(false, aurora);
    controller.scanned(true, entrance);
    controller.at(2500).tick();
    expect(controller.journey('j-1')?.state).toBe('left');
  });

  it('says nothing while a failed scanner has not answered, though something was heard from it', () => {
    const controller = new Controller().seatBob();
    controller.at(2000).tick();
    controller.scanFails(aurora);
    controller.at(2100).hear('key-carl', aurora);
    controller.at(3700).tick();
    expect(controller.journey('j-1')?.state).toBe('in-meeting');
  });

  it('begins with the first answer of a scanner that had failed', () => {
    const controller = new Controller().seatBob();
    controller.at(2000).tick();
    controller.scanFails(aurora);
    controller.at(3000).tick();
    controller.at(3100).scanned(false, aurora);
    controller.at(4000).tick();
    controller.scanned(false, aurora);
    controller.at(4599).tick();
    expect(controller.journey('j-1')?.state).toBe('in-meeting');
    controller.at(4600).tick();
    expect(controller.journey('j-1')?.state).toBe('left');
  });
});
