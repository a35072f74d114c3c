import { epochMs } from '@nanoedge/base';
import type {
  IdentifyAnswer,
  MeetingId,
  MeetingSummary,
  Milliseconds,
  RoomId,
  MeetingEnd,
} from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { controllerConfig } from '../../test/support/configs.ts';
import {
  aurora,
  bob,
  bobGuided,
  bobHeard,
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
import type { Command } from './model.ts';

const now = must(meeting);
const change = (facts: Partial<MeetingSummary>): MeetingSummary => ({ ...now, ...facts });
const expects = (facts: Partial<MeetingSummary>, holdsMs?: number): IdentifyAnswer => ({
  outcome: 'expected',
  person: must(bob),
  meeting: change(facts),
  ...(holdsMs === undefined ? {} : { holdsMs: holdsMs as Milliseconds }),
});
const uninvited = (ended?: MeetingEnd, holdsMs?: number): IdentifyAnswer => ({
  outcome: 'uninvited',
  person: must(bob),
  ...(ended === undefined ? {} : { ended }),
  ...(holdsMs === undefined ? {} : { holdsMs: holdsMs as Milliseconds }),
});
const screen = (commands: Command[]) =>
  commands.flatMap((command) => {
    if (command.kind === 'show') return [`show ${command.meeting.id}`];
    return command.kind === 'hide' ? [`hide ${command.meeting} ${command.reason}`] : [];
  });
const next = { id: 'review' as MeetingId, startsAt: now.endsAt, endsAt: epochMs(start + 900_000) };

/** A second room, with its zone and screen. */
const twoRooms = {
  ...controllerConfig,
  rooms: [
    ...controllerConfig.rooms,
    { room: 'borealis' as RoomId, zone: entrance, display: 'meeting-room-2' },
  ],
};

describe('a new roster', () => {
  it('has everybody who is followed decided anew, once', () => {
    const controller = new Controller().seatBob();
    expect(
      controller
        .at(1500)
        .roster(7)
        .filter(({ kind }) => kind === 'identify'),
    ).toEqual([
      {
        kind: 'identify',
        journey: 'j-1',
        key: 'key-bob',
        zone: aurora,
        held: { person: 'bob', meeting: 'standup' },
      },
    ]);
    controller.expectBob();
    expect(kinds(controller.roster(7))).toEqual([]);
    expect(kinds(controller.roster(6))).toEqual(['identify']);
  });

  it('that comes while an answer is waited for has the question asked again after it', () => {
    const controller = new Controller().seatBob();
    controller.at(1500).roster(7);
    expect(kinds(controller.roster(8))).toEqual([]);
    expect(kinds(controller.expectBob())).toEqual(['identify']);
    expect(kinds(controller.expectBob())).toEqual([]);
  });

  it('whose question fails is asked about again by itself', () => {
    const controller = new Controller().seatBob();
    controller.at(1500).roster(7);
    controller.identifyFails();
    controller.at(2400).hear('key-bob', aurora);
    expect(kinds(controller.at(3499).tick())).not.toContain('identify');
    expect(kinds(controller.at(3500).tick())).toContain('identify');
  });

  it('changes nothing for those whose meeting is the same', () => {
    const controller = new Controller().seatBob();
    controller.at(1500).roster(7);
    expect(controller.expectBob()).toEqual([]);
  });

  it.each([
    ['cancelled', uninvited('cancelled'), 'cancelled'],
    ['moved to another time', uninvited('moved'), 'moved'],
    ['ended early', uninvited('ended'), 'ended'],
    ['not theirs any more', uninvited('uninvited'), 'uninvited'],
    ['nobody’s by that key', { ...unknown, ended: 'key-removed' }, 'key-removed'],
    ['nobody’s, for the person is gone', { ...unknown, ended: 'person-removed' }, 'person-removed'],
    ['moved to a room of nobody', expects({ room: 'borealis' as RoomId }), 'moved'],
    ['over by this clock', expects({ endsAt: epochMs(start + 1400) }), 'ended'],
  ] as [string, IdentifyAnswer, MeetingEnd][])(
    'by which the meeting is %s hides it at once and ends the journey',
    (_what, answer, reason) => {
      const controller = new Controller().seatBob();
      controller.at(1500).roster(7);
      expect(screen(controller.say('j-1', answer))).toEqual([`hide standup ${reason}`]);
      expect(controller.states()).toEqual(['j-1 left']);
    },
  );

  it('that takes one of two away leaves the other their content', () => {
    const controller = new Controller().seatBob();
    controller.hear('key-carl', aurora);
    controller.say('j-2', expected(carl));
    controller.at(1500).roster(7);
    const shown = controller.say('j-1', uninvited('uninvited')).find(({ kind }) => kind === 'show');
    expect(shown).toMatchObject({ present: [{ key: 'key-carl' }] });
    controller.say('j-2', expected(carl));
    expect(screen(controller.at(2600).tick())).toEqual(['hide standup everyone-left']);
  });

  it('by which the end moves keeps journey and content, until the new end', () => {
    const controller = new Controller().seatBob();
    controller.at(1500).roster(7);
    const endsAt = epochMs(start + 2300);
    const shown = controller.say('j-1', expects({ endsAt })).filter(({ kind }) => kind === 'show');
    expect(shown).toMatchObject([{ meeting: { id: 'standup', endsAt } }]);
    controller.at(2200).hear('key-bob', aurora);
    expect(controller.states()).toEqual(['j-1 in-meeting']);
    expect(screen(controller.at(2300).tick())).toEqual(['hide standup ended']);
  });

  it('with other content has it shown, without a second welcome or journey', () => {
    const controller = new Controller().seatBob();
    controller.at(1500).roster(7);
    expect(screen(controller.say('j-1', expects({ content: null })))).toEqual(['show standup']);
    expect(controller.states()).toEqual(['j-1 in-meeting']);
  });

  it('that renames somebody has them shown by the new name', () => {
    const controller = new Controller().seatBob();
    controller.at(1500).roster(7);
    const renamed = { ...must(bob), name: 'Robert' };
    const shown = controller.say('j-1', { outcome: 'expected', person: renamed, meeting: now });
    expect(shown).toContainEqual(
      expect.objectContaining({
        kind: 'show',
        present: [expect.objectContaining({ person: renamed })],
      }),
    );
  });

  it('that moves the meeting to another room ends it here and guides them there', () => {
    const controller = new Controller(twoRooms).seatBob();
    controller.at(1500).roster(7);
    const commands = controller.say('j-1', expects({ room: 'borealis' as RoomId }));
    expect(screen(commands)).toEqual(['hide standup moved']);
    expect(commands).toContainEqual(
      expect.objectContaining({ kind: 'guide', journey: 'j-2', from: aurora, to: entrance }),
    );
    expect(controller.states()).toEqual(['j-2 guiding', 'j-1 left']);
  });

  it('without a meeting for whom is on the way puts out their light and refuses them', () => {
    const controller = bobGuided();
    controller.at(300).roster(7);
    expect(controller.say('j-1', uninvited('cancelled'))).toContainEqual({
      kind: 'stop-guiding',
      journey: 'j-1',
      reason: 'cancelled',
    });
    expect(controller.states()).toEqual(['j-1 refused']);
  });
});

describe('somebody who was refused', () => {
  const refused = (answer: IdentifyAnswer): Controller => {
    const controller = bobHeard();
    controller.at(200).say('j-1', answer);
    return controller;
  };

  it('is let in by the same journey once they are invited', () => {
    const controller = refused(uninvited());
    controller.at(500).roster(7);
    expect(kinds(controller.expectBob())).toContain('guide');
    expect(controller.states()).toEqual(['j-1 guiding']);
    expect(controller.journey('j-1')?.refusal).toBeNull();
  });

  it('because they came early is asked about when the admission begins, though nobody moves', () => {
    const controller = refused(uninvited(undefined, 8000));
    controller.at(300).stopMoving();
    for (let ms = 1000; ms < 8200; ms += 800) {
      expect(kinds(controller.at(ms).hear('key-bob'))).not.toContain('identify');
      expect(kinds(controller.tick())).not.toContain('stop-scan');
      controller.scanned(false);
    }
    expect(kinds(controller.at(8200).tick())).toContain('identify');
    expect(kinds(controller.expectBob())).toContain('guide');
    expect(controller.states()).toEqual(['j-1 guiding']);
  });

  it('with a key that nobody knew is let in once it is somebody’s', () => {
    const controller = refused(unknown);
    controller.at(500).roster(7);
    controller.expectBob();
    expect(controller.states()).toEqual(['j-1 guiding']);
  });

  it('is told of no more than once, however often they are decided', () => {
    const controller = refused(uninvited());
    controller.at(500).roster(7);
    expect(controller.say('j-1', uninvited())).toEqual([]);
  });
});

describe('somebody who sits on when their meeting ends', () => {
  const end = now.endsAt - start;
  /** Bob sits since long, unseen by any sensor, when the meeting ends. */
  const sitting = (): Controller => {
    const controller = new Controller().seatBob();
    controller.stopMoving(aurora);
    for (let ms = 2000; ms < end; ms += 1000) {
      controller.at(ms).scanned(false, aurora);
      controller.hear('key-bob', aurora);
    }
    return controller.at(end);
  };

  it('is in the next one at once', () => {
    const controller = sitting();
    const ended = controller.tick();
    expect(screen(ended)).toEqual(['hide standup ended']);
    expect(kinds(ended)).toContain('identify');
    expect(kinds(ended)).not.toContain('stop-scan');
    expect(screen(controller.at(end + 50).say('j-1', expects(next)))).toEqual(['show review']);
    expect(controller.states()).toEqual(['j-2 arrived', 'j-1 left']);
  });

  it('is in the next one after a pause, when its admission begins', () => {
    const controller = sitting();
    controller.tick();
    controller.say('j-1', uninvited(undefined, 3000));
    for (const ms of [0, 1000, 2000]) {
      controller.at(end + ms).scanned(false, aurora);
      controller.hear('key-bob', aurora);
    }
    expect(controller.states()).toEqual(['j-1 left']);
    expect(kinds(controller.at(end + 3000).tick())).toContain('identify');
    expect(screen(controller.say('j-1', expects(next)))).toEqual(['show review']);
  });

  it('is not refused, and is forgotten once the room hears them no more', () => {
    const controller = sitting();
    controller.tick();
    controller.say('j-1', uninvited());
    expect(controller.states()).toEqual(['j-1 left']);
    expect(kinds(controller.at(end + 2000).tick())).toContain('stop-scan');
    expect(controller.due()).toBeNull();
  });
});

describe('a controller that was restarted', () => {
  it('asks about those whose meeting is shown, and hides it when nobody expects them', () => {
    const controller = new Controller();
    controller.give({
      kind: 'sessions-restored',
      sessions: [
        {
          meeting: now,
          present: [{ journey: 'old-1', key: 'key-bob', person: must(bob) }],
          shown: true,
          since: start,
        },
      ] as never,
    });
    expect(screen(controller.at(100).say('old-1', uninvited('cancelled')))).toEqual([
      'hide standup cancelled',
    ]);
  });
});
