import { epochMs } from '@nanoedge/base';
import type { Guidance, MeetingSummary } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import {
  aurora,
  bob,
  Controller,
  entrance,
  kinds,
  meeting,
  must,
  start,
  unknown,
} from '../../test/support/hand-controller.ts';

const stateOf = (controller: Controller, journey = 'j-1') => controller.journey(journey)?.state;

/** Bob is guided since the start. */
const bobGuided = (): Controller => {
  const controller = new Controller();
  controller.move();
  controller.hear('key-bob');
  controller.expectBob();
  return controller;
};

describe('time', () => {
  it('ends what it ended before it hears of what comes late', () => {
    const controller = new Controller();
    controller.move();
    controller.at(2000).hear('key-bob');
    expect(controller.states()).toEqual(['j-1 unrecognised']);
  });

  it('lets nobody wait for longer than the movement keeps the scanner on', () => {
    const controller = new Controller();
    controller.move();
    controller.at(1999).tick();
    expect(stateOf(controller)).toBe('waiting');
    controller.at(2000).tick();
    expect(stateOf(controller)).toBe('unrecognised');
  });

  it('ends nothing in a room whose movement is over', () => {
    const controller = new Controller().seatBob();
    controller.at(2400).hear('key-bob', aurora);
    expect(kinds(controller.at(3000).tick())).not.toContain('hide');
    expect(stateOf(controller)).toBe('in-meeting');
  });

  it('forgets who was not recognised after the silence of the absence time', () => {
    const controller = new Controller();
    controller.move();
    controller.at(1000).hear('key-x');
    controller.at(2499).tick();
    expect(stateOf(controller)).toBe('identifying');
    expect(controller.at(2500).tick()).toContainEqual({
      kind: 'tell',
      journey: expect.objectContaining({ state: 'unrecognised', updatedAt: start + 2500 }),
    });
  });

  it('loses who does not arrive, at the latest when their meeting is over', () => {
    const short = { ...must(meeting), endsAt: epochMs(start + 5000) } as MeetingSummary;
    const controller = new Controller();
    controller.move();
    controller.hear('key-bob');
    controller.say('j-1', { outcome: 'expected', person: must(bob), meeting: short });
    controller.at(4999).tick();
    expect(stateOf(controller)).toBe('guiding');
    expect(controller.at(5000).tick()).toContainEqual({
      kind: 'stop-guiding',
      journey: 'j-1',
      reason: 'cancelled',
    });
    expect(stateOf(controller)).toBe('lost');
  });

  it('counts the time of guidance from when it began, however often it is renewed', () => {
    const controller = bobGuided();
    controller.at(10_000).guided();
    controller.at(19_999).tick();
    expect(stateOf(controller)).toBe('guiding');
    controller.at(20_000).tick();
    expect(stateOf(controller)).toBe('lost');
  });

  it('lets a key that was refused be asked about again, and tells nobody of that', () => {
    const controller = new Controller();
    controller.hear('key-x', aurora);
    controller.say('j-1', unknown);
    expect(controller.at(1499).tick()).toEqual([]);
    expect(kinds(controller.hear('key-x', aurora))).toEqual([]);
    expect(controller.at(2999).tick()).toEqual([]);
    expect(stateOf(controller)).toBe('refused');
    expect(kinds(controller.at(2999).hear('key-x', aurora))).toEqual(['identify']);
  });
});

describe('a scanner that reports nothing', () => {
  /** Bob is seated, and at 2 s the scan was asked for again. */
  const asked = (): Controller => {
    const controller = new Controller().seatBob();
    controller.at(2000).tick();
    return controller;
  };

  it('is not believed while it has not answered', () => {
    const controller = asked();
    controller.at(2900).tick();
    expect(stateOf(controller)).toBe('in-meeting');
  });

  it('is believed for a third of the lease and a second from its answer', () => {
    for (const [ms, state] of [
      [2999, 'left'],
      [3000, 'in-meeting'],
    ] as const) {
      const controller = new Controller().seatBob();
      controller.at(ms).tick();
      expect(stateOf(controller)).toBe(state);
    }
  });

  it('is not believed while it fails', () => {
    const controller = asked();
    controller.scanFails(aurora);
    controller.at(2900).tick();
    expect(stateOf(controller)).toBe('in-meeting');
  });

  it('says nothing about who is on their way', () => {
    const controller = bobGuided();
    controller.scanned();
    controller.at(1900).tick();
    expect(stateOf(controller)).toBe('guiding');
  });
});

describe('the next deadline', () => {
  it('is the end of the movement while the scanner has not answered', () => {
    const controller = new Controller();
    controller.move();
    expect(controller.due()).toBe(2000);
  });

  it('is the renewal of the scan once it has', () => {
    const controller = new Controller();
    controller.move();
    controller.at(10).scanned();
    expect(controller.due()).toBe(1000);
  });

  it('is the silence of who is asked about', () => {
    const controller = new Controller();
    controller.hear('key-x', aurora);
    expect(controller.due()).toBe(1500);
  });

  it('is the silence of who was refused, and nothing after it', () => {
    const controller = new Controller();
    controller.hear('key-x', aurora);
    controller.at(100).say('j-1', unknown);
    expect(controller.due()).toBe(1500);
    controller.at(1500).tick();
    expect(controller.due()).toBeNull();
  });

  it('is the renewal of the lights, and their end where they are refused for good', () => {
    const controller = new Controller();
    controller.move();
    controller.hear('key-bob');
    controller.at(500).expectBob();
    controller.at(2000).tick();
    controller.guided();
    expect(controller.due()).toBe(3000);
    controller.guideFails(true);
    expect(controller.due()).toBe(20_500);
  });

  it('is the renewal of the screen, and the end of the meeting', () => {
    const controller = new Controller().seatBob();
    controller.at(1900).tick();
    expect(controller.due()).toBe(2000);
    controller.at(599_500).tick();
    controller.scanFails(aurora);
    expect(controller.due()).toBe(600_000);
  });

  it('is the silence of who is in the room while the scanner is believed', () => {
    const controller = new Controller().seatBob();
    controller.at(2000).tick();
    expect(controller.due()).toBe(3000);
    controller.scanned(false, aurora);
    expect(controller.due()).toBe(2500);
  });
});

describe('guidance from before a restart', () => {
  const guidance = (since: number): Guidance =>
    ({
      journey: 'old-7',
      person: bob,
      key: 'key-bob',
      from: entrance,
      to: aurora,
      route: [],
      since,
    }) as unknown as Guidance;
  const restored = (since: number): Controller => {
    const controller = new Controller();
    controller.give({ kind: 'guidance-restored', guidance: [guidance(since)] });
    return controller;
  };

  it('is asked about again two seconds after an answer that did not come', () => {
    const controller = restored(start);
    controller.at(100).identifyFails('old-7');
    expect(controller.due()).toBe(2100);
    expect(kinds(controller.at(2099).tick())).toEqual([]);
    expect(controller.at(2100).tick()).toEqual([
      {
        kind: 'identify',
        journey: 'old-7',
        key: 'key-bob',
        zone: entrance,
        held: { person: 'bob', meeting: null },
      },
    ]);
    expect(controller.due()).toBe(20_000);
  });

  it('is lost, lights off, when nobody says in its time where it leads', () => {
    const controller = restored(start - 5000);
    controller.at(14_999).tick();
    expect(stateOf(controller, 'old-7')).toBe('identifying');
    expect(kinds(controller.at(15_000).tick())).toEqual(['stop-guiding']);
    expect(stateOf(controller, 'old-7')).toBe('lost');
  });

  it('goes on from where and when it began', () => {
    const controller = restored(start - 5000);
    expect(controller.at(1000).expectBob('old-7')).toContainEqual(
      expect.objectContaining({ kind: 'guide', from: entrance, to: aurora }),
    );
    controller.at(14_999).tick();
    expect(stateOf(controller, 'old-7')).toBe('guiding');
    controller.at(15_000).tick();
    expect(stateOf(controller, 'old-7')).toBe('lost');
  });

  it('that began by a clock ahead of ours has its whole time', () => {
    const controller = restored(start + 60_000);
    controller.at(19_999).tick();
    expect(stateOf(controller, 'old-7')).toBe('identifying');
    controller.at(20_000).tick();
    expect(stateOf(controller, 'old-7')).toBe('lost');
  });

  it('is cancelled when who is guided is not expected any more', () => {
    const controller = restored(start);
    expect(controller.say('old-7', unknown)).toContainEqual({
      kind: 'stop-guiding',
      journey: 'old-7',
      reason: 'cancelled',
    });
  });

  it('of somebody who has come in anew is switched off', () => {
    const controller = new Controller();
    controller.hear('key-bob', aurora);
    expect(controller.give({ kind: 'guidance-restored', guidance: [guidance(start)] })).toEqual([
      { kind: 'stop-guiding', journey: 'old-7', reason: 'cancelled' },
    ]);
  });

  it('that is restored twice is asked about once', () => {
    const controller = restored(start);
    expect(controller.give({ kind: 'guidance-restored', guidance: [guidance(start)] })).toEqual([]);
  });
});
