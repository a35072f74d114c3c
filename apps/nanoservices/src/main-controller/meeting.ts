import type { Attendee, JourneyId, MeetingId, MeetingEnd } from '@nanoedge/protocol';
import { ask } from './asking.ts';
import { leftKeyBehind, takenAlong } from './carried.ts';
import type { Entry, MeetingInRoom } from './model.ts';
import type { Turn } from './turn.ts';

const isIn = ({ journey, active }: Entry, meeting: MeetingId): boolean =>
  active &&
  journey.meeting?.id === meeting &&
  (journey.state === 'arrived' || journey.state === 'in-meeting');

/** Who is in the room for a meeting: arrived and not left. */
export const presentAt = (entries: Iterable<Entry>, meeting: MeetingId): Attendee[] =>
  [...entries].flatMap((entry) => {
    const { id, key, person } = entry.journey;
    return isIn(entry, meeting) && key !== null && person !== null
      ? [{ journey: id, key, person }]
      : [];
  });

/** Somebody arrived, or their meeting changed: it is shown as it is now, with everybody's name. */
export const joinMeeting = (turn: Turn, { journey }: Entry): void => {
  const room = turn.config.rooms.find((each) => each.room === journey.meeting?.room);
  if (journey.meeting === null || room === undefined) return;
  turn.meetings.set(journey.meeting.id, {
    meeting: journey.meeting,
    zone: room.zone,
    display: room.display,
    renewAt: turn.now,
    end: 'everyone-left',
  });
};

/**
 * meeting-room answered. Those it was told of are in the meeting once their content is on the
 * screen.
 */
export const onSessionAnswered = (
  turn: Turn,
  shown: boolean,
  journeys: readonly JourneyId[],
): void => {
  if (!shown) return;
  for (const id of journeys) {
    const entry = turn.entries.get(id);
    if (entry?.active !== true || entry.journey.state !== 'arrived') continue;
    turn.update(entry, { state: 'in-meeting', hops: turn.stamped(entry, 'content') });
  }
};

/** Who was overheard within this share of the absence time has not gone: packets do get lost. */
const overheardShare = 0.6;

/**
 * The key that counts is not heard in the room any more. Another one that lies there is not taken
 * for its owner. Who is heard on the way out is not somebody who comes; only another meeting may
 * expect them. Those whom no scanner hears any more are gone.
 */
export const leave = (turn: Turn, entry: Entry): void => {
  part(turn, entry, 'everyone-left');
  const absenceMs = turn.config.absenceSeconds * 1000;
  if (leftKeyBehind(entry, turn.now, absenceMs)) {
    turn.note(entry, { after: 'key-behind', askAgainAt: null });
    return;
  }
  const key = takenAlong(entry, turn.now, absenceMs);
  if (key === null && turn.now - entry.overheardAt >= absenceMs * overheardShare) {
    turn.note(entry, { active: false });
    return;
  }
  const goes = turn.note(entry, { after: 'walks-out', askAgainAt: null, heardAt: turn.now });
  if (key !== null) ask(turn, turn.note(goes, { heardIn: key.heardIn }));
};

/**
 * Their meeting is over for somebody who is still heard in its room. Their journey ends with it;
 * they are followed on, so that the next meeting finds them though they do not move.
 */
export const sitsOn = (turn: Turn, entry: Entry, end: MeetingEnd): Entry => {
  part(turn, entry, end);
  return turn.note(entry, { after: 'sits-on' });
};

const part = (turn: Turn, entry: Entry, end: MeetingEnd): void => {
  turn.update(entry, { state: 'left' });
  const meeting =
    entry.journey.meeting === null ? undefined : turn.meetings.get(entry.journey.meeting.id);
  if (meeting !== undefined)
    turn.meetings.set(meeting.meeting.id, { ...meeting, renewAt: turn.now, end });
};

/** Ends meetings that are over or deserted, and renews the others' leases. */
export const upkeepMeetings = (turn: Turn): void => {
  for (const shown of turn.meetings.values()) {
    const { id } = shown.meeting;
    if (shown.meeting.endsAt <= turn.now) {
      for (const entry of turn.active())
        if (isIn(entry, id)) ask(turn, sitsOn(turn, entry, 'ended'));
      hide(turn, shown, 'ended');
      continue;
    }
    const present = presentAt(turn.entries.values(), id);
    if (present.length === 0) {
      hide(turn, shown, shown.end);
      continue;
    }
    if (turn.now < shown.renewAt) continue;
    turn.meetings.set(id, { ...shown, renewAt: turn.in(turn.config.leaseSeconds / 3) });
    turn.commands.push({ kind: 'show', meeting: shown.meeting, display: shown.display, present });
  }
};

const hide = (turn: Turn, { meeting, display }: MeetingInRoom, reason: MeetingEnd): void => {
  turn.meetings.delete(meeting.id);
  turn.commands.push({ kind: 'hide', meeting: meeting.id, display, reason });
};
