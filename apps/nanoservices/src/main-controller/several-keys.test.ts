import type { IdentifyAnswer } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { controllerConfig } from '../../test/support/configs.ts';
import {
  aurora,
  bob,
  bobHeard,
  carl,
  Controller,
  entrance,
  expected,
  kinds,
  unknown,
} from '../../test/support/hand-controller.ts';

const everyKey = { ...controllerConfig, leavesWith: 'every-key' } as const;

/** Bob was heard at the entrance by his phone and his tag, and by both in the room at 1 s. */
const bobWithTwo = (config = controllerConfig): Controller => {
  const controller = new Controller(config);
  controller.move();
  controller.scanned();
  controller.hear('key-bob', entrance, 'bob');
  controller.hear('tag-bob', entrance, 'bob');
  controller.expectBob();
  controller.at(1000).move(aurora);
  controller.scanned(true, aurora);
  controller.hear('key-bob', aurora, 'bob');
  controller.hear('tag-bob', aurora, 'bob');
  controller.shown('j-1');
  controller.stopMoving(aurora);
  return controller;
};

/** The phone lies in the room and is heard there every half second until `to`. */
const phoneLies = (controller: Controller, from: number, to: number): void => {
  for (let ms = from; ms <= to; ms += 500) {
    controller.at(ms).scanned(false, aurora);
    controller.hear('key-bob', aurora, 'bob');
  }
};

describe('somebody with several keys', () => {
  it('has one journey and one light, whichever key is heard', () => {
    const controller = new Controller();
    controller.move();
    controller.scanned();
    expect(kinds(controller.hear('key-bob', entrance, 'bob'))).toEqual(['identify']);
    expect(controller.hear('tag-bob', entrance, 'bob')).toEqual([]);
    expect(kinds(controller.expectBob())).toContain('guide');
    expect(kinds(controller.hear('tag-bob', entrance, 'bob'))).not.toContain('guide');
    expect(controller.states()).toEqual(['j-1 guiding']);
    controller.at(500).hear('tag-bob', aurora, 'bob');
    expect(controller.states()).toEqual(['j-1 arrived']);
  });

  it('has one journey also when nobody said whose the keys are', () => {
    const controller = bobHeard();
    controller.hear('tag-bob');
    controller.expectBob('j-1');
    expect(kinds(controller.expectBob('j-2'))).not.toContain('guide');
    expect(controller.states()).toEqual(['j-2 left', 'j-1 guiding']);
    controller.at(500).hear('tag-bob', aurora);
    expect(controller.journey('j-1')?.state).toBe('arrived');
  });

  it('leaves with the key that the room stops hearing, though the other lies there', () => {
    const controller = bobWithTwo();
    phoneLies(controller, 1500, 2000);
    expect(controller.states()).toEqual(['j-1 in-meeting']);
    phoneLies(controller, 2500, 2500);
    expect(controller.states()).toEqual(['j-1 left']);
    phoneLies(controller, 3000, 20_000);
    expect(controller.states()).toEqual(['j-1 left']);
  });

  it('is not asked for by a roster or a meeting while only the key left behind is heard', () => {
    const controller = bobWithTwo();
    phoneLies(controller, 1500, 3000);
    expect(kinds(controller.roster(7))).not.toContain('identify');
    expect(controller.states()).toEqual(['j-1 left']);
  });

  it.each([
    ['the key that went comes again', 'tag-bob', aurora],
    ['the key that lay there is heard elsewhere', 'key-bob', entrance],
  ] as const)('is there again when %s', (_what, key, zone) => {
    const controller = bobWithTwo();
    phoneLies(controller, 1500, 3000);
    controller.at(3200).move(zone);
    expect(kinds(controller.at(3300).hear(key, zone, 'bob'))).toContain('identify');
    expect(controller.states()[0]).toMatch(/identifying$/);
  });

  it('stays while any key is heard where it is set so', () => {
    const controller = bobWithTwo(everyKey);
    phoneLies(controller, 1500, 5000);
    expect(controller.states()).toEqual(['j-1 in-meeting']);
    controller.at(6400).scanned(false, aurora);
    expect(controller.states()).toEqual(['j-1 in-meeting']);
    controller.at(6500).scanned(false, aurora);
    expect(controller.states()).toEqual(['j-1 left']);
  });

  it('does not leave for a key that the room never heard', () => {
    const controller = new Controller();
    controller.move();
    controller.scanned();
    controller.hear('key-bob', entrance, 'bob');
    controller.hear('tag-bob', entrance, 'bob');
    controller.expectBob();
    controller.at(1600).move(aurora);
    controller.scanned(true, aurora);
    controller.hear('key-bob', aurora, 'bob');
    phoneLies(controller, 2000, 6000);
    expect(controller.states()).toEqual(['j-1 arrived']);
  });

  it('is guided by the key that moves, while another lies at the entrance', () => {
    const controller = new Controller();
    controller.move();
    controller.hear('key-bob', entrance, 'bob');
    controller.expectBob();
    controller.at(200).hear('tag-bob', 'corridor' as typeof entrance, 'bob');
    controller.at(300).hear('key-bob', entrance, 'bob');
    expect(controller.journey('j-1')?.zone).toBe('corridor');
  });

  it('goes on by the other key when one is taken away', () => {
    const controller = bobWithTwo();
    controller.at(1200).roster(7);
    const gone: IdentifyAnswer = { ...unknown, ended: 'key-removed' };
    expect(controller.say('j-1', gone)).toContainEqual(
      expect.objectContaining({ kind: 'identify', key: 'tag-bob' }),
    );
    controller.say('j-1', expected(bob));
    expect(controller.journey('j-1')).toMatchObject({ state: 'in-meeting', key: 'tag-bob' });
  });

  it('loses the key that is given to somebody else', () => {
    const controller = bobWithTwo();
    controller.at(1200).move();
    controller.hear('tag-bob', entrance, 'carl');
    controller.say('j-2', expected(carl));
    expect(controller.journey('j-2')).toMatchObject({ state: 'guiding', person: { id: 'carl' } });
    phoneLies(controller, 1500, 4000);
    expect(controller.journey('j-1')?.state).toBe('in-meeting');
  });
});

describe('a scanner that was not confirmed for a while', () => {
  it('has nobody silent because somebody else was heard first', () => {
    const controller = new Controller().seatBob();
    controller.hear('key-carl', aurora, 'carl');
    controller.say('j-2', expected(carl));
    // Lease 3 s: confirmed at 1 s, and believed until 3 s
    controller.at(3500).hear('key-bob', aurora, 'bob');
    controller.scanned(false, aurora);
    controller.at(3700).hear('key-carl', aurora, 'carl');
    expect(controller.states()).toEqual(['j-2 arrived', 'j-1 in-meeting']);
    controller.at(5300).scanned(false, aurora);
    expect(controller.states()).toEqual(['j-2 left', 'j-1 left']);
  });
});
