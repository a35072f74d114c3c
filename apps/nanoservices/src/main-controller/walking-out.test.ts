import { describe, expect, it } from 'vitest';
import { controllerConfig } from '../../test/support/configs.ts';
import {
  aurora,
  bob,
  bobGuided,
  Controller,
  corridor,
  entrance,
  expected,
  kinds,
} from '../../test/support/hand-controller.ts';

/** Bob left the room and is heard at the entrance; the room's scanner hears nobody. */
const walksOut = (controller = new Controller()): Controller => {
  controller.seatBob();
  for (let ms = 1500; ms <= 2500; ms += 250) {
    controller.at(ms).move(entrance);
    controller.scanned(false, aurora);
    controller.hear('key-bob', entrance, 'bob');
  }
  return controller;
};

describe('somebody who walks out', () => {
  it('has one journey, is not guided back, and is gone once nobody hears them', () => {
    const controller = walksOut();
    expect(controller.states()).toEqual(['j-1 left']);
    const commands = controller.at(3000).hear('key-bob', entrance, 'bob');
    expect(kinds(commands)).not.toContain('identify');
    controller.expectBob('j-1');
    expect(controller.states()).toEqual(['j-1 left']);
    controller.at(4500).tick();
    controller.at(9000).move(entrance);
    controller.at(9100).hear('key-bob', entrance, 'bob');
    expect(controller.states()).toEqual(['j-2 identifying', 'j-1 left']);
  });

  it('comes anew when no scanner had heard them before they are at the entrance', () => {
    const controller = new Controller().seatBob();
    controller.at(2000).scanned(false, aurora);
    controller.at(2600).scanned(false, aurora);
    expect(controller.states()).toEqual(['j-1 left']);
    controller.at(2700).move(entrance);
    controller.at(2800).hear('key-bob', entrance, 'bob');
    expect(controller.states()).toEqual(['j-2 identifying', 'j-1 left']);
  });

  it('is followed out when they were overheard, though nobody could say where', () => {
    const controller = new Controller().seatBob();
    controller.at(2000).scanned(false, aurora);
    controller.at(2400).overhear('key-bob');
    controller.at(2600).scanned(false, aurora);
    expect(controller.states()).toEqual(['j-1 left']);
    controller.at(3000).move(entrance);
    controller.at(3100).hear('key-bob', entrance, 'bob');
    expect(controller.journey('j-2')).toMatchObject({ state: 'left', person: null });
    expect(controller.states()).toHaveLength(2);
  });

  it('is there again when the room hears them', () => {
    const controller = walksOut();
    controller.at(3000).move(aurora);
    expect(kinds(controller.hear('key-bob', aurora, 'bob'))).toContain('identify');
    controller.expectBob('j-2');
    expect(controller.states()).toEqual(['j-2 arrived', 'j-1 left']);
  });

  it('is guided on when another meeting expects them', () => {
    const controller = walksOut();
    const other = expected(bob);
    if (other.outcome !== 'expected') throw new RangeError('Bob is expected');
    const next = { ...other, meeting: { ...other.meeting, id: 'next' as typeof other.meeting.id } };
    expect(kinds(controller.at(2600).say('j-1', next))).toContain('guide');
    expect(controller.states()).toEqual(['j-2 guiding', 'j-1 left']);
  });

  it('opens no journey of nobody where the sensor sees them go', () => {
    const controller = walksOut();
    controller.at(2800).stopMoving(entrance);
    controller.at(2900).move(entrance);
    expect(controller.states()).toEqual(['j-1 left']);
  });
});

describe('somebody who is at the entrance while their room has not missed them yet', () => {
  it('opens no journey of nobody, though they were heard before they were seen to move', () => {
    const controller = new Controller().seatBob();
    controller.at(1500).hear('key-bob', entrance, 'bob');
    controller.at(1600).move(entrance);
    expect(controller.states()).toEqual(['j-1 in-meeting']);
    controller.at(1700).stopMoving(entrance);
    controller.at(1800).hear('key-bob', entrance, 'bob');
    controller.at(1900).move(entrance);
    expect(controller.states()).toEqual(['j-1 in-meeting']);
  });

  it('is not who moves there once they were not heard for the absence time', () => {
    const controller = new Controller().seatBob();
    controller.at(1100).hear('key-bob', entrance, 'bob');
    controller.at(1500).hear('key-bob', aurora, 'bob');
    controller.at(2900).move(entrance);
    expect(controller.states()).toEqual(['j-2 waiting', 'j-1 in-meeting']);
  });
});

describe('who moves next door to somebody who is guided', () => {
  const withDoors = { ...controllerConfig, doors: [{ from: entrance, to: corridor }] };
  const scanners = { ...withDoors.scanners, [corridor]: 'bluetooth-scanner-corridor' };

  it('is taken for them where the plan has a door', () => {
    const controller = new Controller({ ...withDoors, scanners });
    controller.move();
    controller.scanned();
    controller.hear('key-bob');
    controller.expectBob();
    controller.at(3000).move(corridor);
    expect(controller.states()).toEqual(['j-1 guiding']);
  });

  it('was they, once they are heard there, where it has none', () => {
    const controller = new Controller({ ...controllerConfig, scanners });
    controller.move();
    controller.scanned();
    controller.hear('key-bob');
    controller.expectBob();
    controller.at(3000).move(corridor);
    expect(controller.states()).toEqual(['j-2 waiting', 'j-1 guiding']);
    controller.at(3200).hear('key-bob', corridor);
    expect(controller.states()).toEqual(['j-2 left', 'j-1 guiding']);
    expect(controller.journey('j-1')?.zone).toBe(corridor);
  });

  it('is somebody else at a zone that they do not come by', () => {
    const controller = bobGuided();
    controller.at(8000).stopMoving();
    controller.at(9000).move();
    expect(controller.states()).toEqual(['j-2 waiting', 'j-1 guiding']);
  });
});
