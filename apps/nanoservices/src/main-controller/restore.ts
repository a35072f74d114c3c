import type { Guidance, Session } from '@nanoedge/protocol';
import { ask } from './asking.ts';
import type { Turn } from './turn.ts';
import { blankJourney } from './watching.ts';

/**
 * user-guidance still guides people of an earlier run. Which meeting they go to is asked anew;
 * meanwhile their lights stay on, and their journeys keep their ids.
 */
export const restoreGuidance = (turn: Turn, guidance: readonly Guidance[]): void => {
  for (const { journey: id, key, person, from, to, since } of guidance) {
    if (turn.entries.has(id)) continue;
    if ((turn.byKey(key) ?? turn.byOwner(person.id)) !== undefined) {
      turn.commands.push({ kind: 'stop-guiding', journey: id, reason: 'cancelled' });
      continue;
    }
    const journey = { ...blankJourney(id, from), state: 'identifying', key, person } as const;
    // `since` is the other clock's; a guidance from before a restart gets its whole time again when
    // that clock is ahead.
    const lease = { from, to, since: since > turn.now ? turn.now : since, renewAt: null };
    ask(turn, turn.open(journey, { silent: true, guidance: lease }));
  }
};

/**
 * meeting-room still shows meetings of an earlier run. They go on meanwhile; whether they still
 * expect those who are there is asked anew.
 */
export const restoreSessions = (turn: Turn, sessions: readonly Session[]): void => {
  for (const { meeting, present, shown } of sessions) {
    const room = turn.config.rooms.find((each) => each.room === meeting.room);
    if (room === undefined) continue;
    for (const { journey: id, key, person } of present) {
      if (turn.entries.has(id) || (turn.byKey(key) ?? turn.byOwner(person.id)) !== undefined)
        continue;
      const state = shown ? 'in-meeting' : 'arrived';
      const journey = { ...blankJourney(id, room.zone), state, key, person, meeting } as const;
      ask(turn, turn.open(journey, { silent: true }));
    }
    turn.meetings.set(meeting.id, {
      meeting,
      zone: room.zone,
      display: room.display,
      renewAt: turn.now,
      end: 'everyone-left',
    });
  }
};
