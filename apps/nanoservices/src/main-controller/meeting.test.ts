import { epochMs } from '@nanoedge/base';
import type {
  Journey,
  MeetingId,
  MeetingSummary,
  RoomId,
  Session,
  ZoneId,
} from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { controllerConfig } from '../../test/support/configs.ts';
import {
  aurora,
  bob,
  carl,
  Controller,
  expected,
  kinds,
  meeting,
  must,
  start,
} from '../../test/support/hand-controller.ts';

const bobPresent = { journey: 'j-1', key: 'key-bob', person: bob };
const carlPresent = { journey: 'j-2', key: 'key-carl', person: carl };
const show = { kind: 'show', meeting, display: 'meeting-room' };
const hide = { kind: 'hide', meeting: 'standup', display: 'meeting-room' };

/** A second meeting in the same room, over 2.4 s after the start. */
const review: MeetingSummary = {
  ...must(meeting),
  id: 'review' as MeetingId,
  endsAt: epochMs(start + 2400),
};

/** Carl is in the room for the review. */
const reviewCarl = (controller: Controller): Controller => {
  controller.hear('key-carl', aurora);
  controller.say('j-2', { outcome: 'expected', person: must(carl), meeting: review });
  return controller;
};

/** What is put on or off the screen. */
const onScreen = (controller: Controller) =>
  controller.tick().filter(({ kind }) => kind === 'show' || kind === 'hide');

describe('a meeting', () => {
  it('is shown with whom is in the room for it, and shown anew when one more arrives', () => {
    const controller = new Controller();
    controller.hear('key-bob', aurora);
    expect(controller.expectBob()).toContainEqual({ ...show, present: [bobPresent] });
    controller.at(100).hear('key-carl', aurora);
    expect(controller.say('j-2', expected(carl))).toContainEqual({
      ...show,
      present: [bobPresent, carlPresent],
    });
  });

  it('is renewed at a third of the lease, not before', () => {
    const controller = new Controller().seatBob();
    expect(onScreen(controller.at(1999))).toEqual([]);
    expect(onScreen(controller.at(2000))).toEqual([{ ...show, present: [bobPresent] }]);
    expect(onScreen(controller.at(2001))).toEqual([]);
  });

  it('is not shown to those who are on their way to it', () => {
    const controller = new Controller().seatBob();
    controller.at(1100).move();
    controller.hear('key-carl');
    controller.say('j-2', expected(carl));
    expect(onScreen(controller.at(2000))).toEqual([{ ...show, present: [bobPresent] }]);
  });

  it('names only its own people when two share a room', () => {
    const controller = reviewCarl(new Controller().seatBob());
    expect(onScreen(controller.at(2000))).toEqual([
      { ...show, present: [bobPresent] },
      { ...show, meeting: review, present: [carlPresent] },
    ]);
  });

  it('is shown on the screen of its own room where there are several', () => {
    const [room] = controllerConfig.rooms;
    const borealis = { room: 'borealis', zone: 'borealis', display: 'meeting-room-2' };
    const config = { ...controllerConfig, rooms: [must(room), borealis as typeof room] };
    const controller = new Controller(config as typeof controllerConfig);
    controller.hear('key-bob', 'borealis' as ZoneId);
    const elsewhere = { ...must(meeting), room: 'borealis' as RoomId };
    expect(
      controller.say('j-1', { outcome: 'expected', person: must(bob), meeting: elsewhere }),
    ).toContainEqual({
      kind: 'show',
      meeting: elsewhere,
      display: 'meeting-room-2',
      present: [bobPresent],
    });
  });

  it('that ends sends its own people away and nobody else', () => {
    const controller = reviewCarl(new Controller().seatBob());
    for (const key of ['key-bob', 'key-carl']) controller.at(2300).hear(key, aurora);
    expect(onScreen(controller.at(2400))).toContainEqual({
      ...hide,
      meeting: 'review',
      reason: 'ended',
    });
    expect(controller.states()).toEqual(['j-2 left', 'j-1 in-meeting']);
  });

  it('that was deserted is hidden once', () => {
    const controller = new Controller().seatBob();
    controller.at(2000).tick();
    controller.scanned(false, aurora);
    expect(onScreen(controller.at(2500))).toEqual([{ ...hide, reason: 'everyone-left' }]);
    expect(onScreen(controller.at(5000))).toEqual([]);
  });

  it('is shown at once without somebody who left', () => {
    const controller = new Controller().seatBob();
    controller.hear('key-carl', aurora);
    controller.say('j-2', expected(carl));
    controller.at(2000).tick();
    controller.scanned(false, aurora);
    controller.at(2300).hear('key-carl', aurora);
    expect(onScreen(controller.at(2500))).toEqual([{ ...show, present: [carlPresent] }]);
  });
});

describe('an answer of meeting-room', () => {
  const inMeeting = (controller: Controller, journey = 'j-1'): Journey | undefined =>
    controller.journey(journey);

  it('stamps the content on those it was told of, once', () => {
    const controller = new Controller();
    controller.hear('key-bob', aurora);
    controller.expectBob();
    controller.at(300).shown('j-1');
    expect(inMeeting(controller)).toMatchObject({
      state: 'in-meeting',
      hops: { arrival: start, content: start + 300 },
    });
    expect(controller.at(400).shown('j-1')).toEqual([]);
  });

  it('leaves those it was not told of as they are', () => {
    const controller = new Controller().seatBob();
    controller.hear('key-carl', aurora);
    controller.say('j-2', expected(carl));
    expect(controller.shown('j-1')).toEqual([]);
    expect(inMeeting(controller, 'j-2')?.state).toBe('arrived');
  });

  it('for somebody who is unknown, on the way or gone means nothing', () => {
    const controller = new Controller();
    controller.move();
    controller.hear('key-bob');
    controller.expectBob();
    controller.guided();
    expect(controller.shown('j-1', 'j-9')).toEqual([]);
    expect(controller.states()).toEqual(['j-1 guiding']);
    const gone = new Controller().seatBob();
    gone.at(2000).tick();
    gone.scanned(false, aurora);
    gone.at(2500).tick();
    expect(gone.shown('j-1')).toEqual([]);
    expect(gone.states()).toEqual(['j-1 left']);
  });
});

describe('a meeting that meeting-room kept over a restart', () => {
  const kept = (change: Partial<Session> = {}): Session =>
    ({
      meeting: must(meeting),
      present: [{ ...carlPresent, journey: 'old-8' }],
      shown: true,
      since: epochMs(start - 9000),
      ...change,
    }) as Session;
  const restored = (session: Session): Controller => {
    const controller = new Controller();
    controller.give({ kind: 'sessions-restored', sessions: [session] });
    return controller;
  };

  it('goes on with its people under their old ids', () => {
    const controller = new Controller();
    expect(controller.give({ kind: 'sessions-restored', sessions: [kept()] })).toContainEqual({
      ...show,
      present: [{ ...carlPresent, journey: 'old-8' }],
    });
    expect(controller.journey('old-8')).toMatchObject({
      state: 'in-meeting',
      zone: aurora,
      key: 'key-carl',
      person: carl,
      meeting,
    });
  });

  it('has its people only arrived while the screen does not show it', () => {
    expect(restored(kept({ shown: false })).states()).toEqual(['old-8 arrived']);
  });

  it('in a room that is not ours any more is not taken up', () => {
    const elsewhere = { ...must(meeting), room: 'borealis' as RoomId };
    expect(restored(kept({ meeting: elsewhere })).states()).toEqual([]);
  });

  it('does not bring back somebody who is followed already', () => {
    const controller = new Controller();
    controller.hear('key-carl', aurora);
    controller.give({ kind: 'sessions-restored', sessions: [kept()] });
    expect(controller.states()).toEqual(['j-1 identifying']);
    expect(kinds(controller.say('j-1', expected(carl)))).toContain('show');
  });

  it('lets its people go when their room has not heard them for the absence time', () => {
    const controller = restored(kept());
    controller.scanned(true, aurora);
    controller.at(1000).tick();
    controller.scanned(false, aurora);
    controller.at(1499).tick();
    expect(controller.states()).toEqual(['old-8 in-meeting']);
    controller.at(1500).tick();
    expect(controller.states()).toEqual(['old-8 left']);
  });
});
