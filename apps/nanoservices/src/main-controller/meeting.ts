import type { Attendee, JourneyId, MeetingId } from '@nanoedge/protocol';
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

/** Somebody arrived: their meeting is shown, or shown with one more name. */
export const joinMeeting = (turn: Turn, { journey }: Entry): void => {
  const room = turn.config.rooms.find((each) => each.room === journey.meeting?.room);
  if (journey.meeting === null || room === undefined) return;
  turn.meetings.set(journey.meeting.id, {
    meeting: journey.meeting,
    zone: room.zone,
    display: room.display,
    renewAt: turn.now,
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

/** Somebody's key is not heard in the room any more. */
export const leave = (turn: Turn, entry: Entry): void => {
  turn.update(entry, { state: 'left' });
  turn.note(entry, { active: false });
  const meeting =
    entry.journey.meeting === null ? undefined : turn.meetings.get(entry.journey.meeting.id);
  if (meeting !== undefined)
    turn.meetings.set(meeting.meeting.id, { ...meeting, renewAt: turn.now });
};

/** Ends meetings that are over or deserted, and renews the others' leases. */
export const upkeepMeetings = (turn: Turn): void => {
  for (const shown of turn.meetings.values()) {
    const { id } = shown.meeting;
    if (shown.meeting.endsAt <= turn.now) {
      for (const entry of turn.active()) if (isIn(entry, id)) leave(turn, entry);
      hide(turn, shown, 'ended');
      continue;
    }
    const present = presentAt(turn.entries.values(), id);
    if (present.length === 0) {
      hide(turn, shown, 'everyone-left');
      continue;
    }
    if (turn.now < shown.renewAt) continue;
    turn.meetings.set(id, { ...shown, renewAt: turn.in(turn.config.leaseSeconds / 3) });
    turn.commands.push({ kind: 'show', meeting: shown.meeting, display: shown.display, present });
  }
};

const hide = (
  turn: Turn,
  { meeting, display }: MeetingInRoom,
  reason: 'everyone-left' | 'ended',
): void => {
  turn.meetings.delete(meeting.id);
  turn.commands.push({ kind: 'hide', meeting: meeting.id, display, reason });
};
