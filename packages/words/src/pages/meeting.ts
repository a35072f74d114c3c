import { plural } from '../numbers.ts';
import { formatSpan } from '../spans.ts';

/** Whole minutes, at least one: nobody's stay is known to the second. */
const minutes = (ms: number): number => Math.max(1, Math.round(ms / 60_000)) * 60_000;

/** What the page of one meeting says. */
export const meetingWords = {
  what: 'meeting',
  seeAll: 'See all meetings',
  unread: 'The meeting could not be read',
  when: (range: string, room: string): string => `${range} in ${room}`,
  roomScreen: 'Room screen',
  edit: 'Edit',
  wasDeleted: (title: string): string => `“${title}” was deleted`,
  deleted: {
    before: 'This meeting was deleted ',
    after: '. Nobody is expected for it.',
  },
  bringBack: 'Bring it back',
  started: 'Started',
  starts: 'Starts',
  lasts: 'Lasts',
  room: 'Room',
  organiser: 'Organiser',
  content: 'Content',
  items: (count: number): string => `${plural(count, 'item')}, in the order of the screen`,
  nothing: 'Nothing to show',
  welcomeOnly: 'The screen will welcome the participants, and show nothing else.',
  look: (kind: string, size: string): string => `${kind} · ${size} · press to look`,
  lookAtLink: (url: string): string => `${url} · press to look`,
  participants: 'Participants',
  inRoom: (inside: number, people: number): string =>
    `${inside} of ${plural(people, 'person', 'people')} in the room`,
  came: (came: number, people: number): string =>
    `${came} of ${plural(people, 'person', 'people')} came`,
  notHere: 'not here yet',
  didNotCome: 'did not come',
  inTheRoom: 'in the room',
  leftAgain: 'left',
  notHeardLeaving: 'not heard leaving',
  noLongerInvited: 'not invited any more',
  attendanceUnread: 'Who is here could not be read',
  deletedPerson: 'Somebody who was deleted',
  wasDeletedPerson: 'was deleted',
  since: (time: string): string => `since ${time}`,
  stayed: (from: string, to: string, ms: number): string =>
    `${from} to ${to}, ${formatSpan(minutes(ms))} in the room`,
  stayedFrom: (from: string, ms: number): string =>
    `from ${from}, at most ${formatSpan(minutes(ms))}`,
} as const;
