import type { Guidance, JourneyId, Session } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';

import {
  aurora,
  bob,
  carl,
  Controller,
  entrance,
  expected,
  kinds,
  meeting,
  must,
  start,
  unknown,
} from '../../test/support/hand-controller.ts';

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
    ).toEqual(['identify', 'show', 'scan']);
    expect(controller.states()).toEqual(['old-8 in-meeting']);
  });
});
