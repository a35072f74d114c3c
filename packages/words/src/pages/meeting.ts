import { plural } from '../numbers.ts';

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
  participants: 'Participants',
  inRoom: (inside: number, people: number): string =>
    `${inside} of ${plural(people, 'person', 'people')} in the room`,
  notHere: 'not here yet',
} as const;
