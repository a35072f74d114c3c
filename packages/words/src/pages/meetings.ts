/** What the Meetings page says. */
export const meetingsWords = {
  title: 'Meetings',
  subtitle: 'When and where does who meet?',
  weekBefore: 'The week before',
  thisWeek: 'This week',
  weekAfter: 'The week after',
  week: (number: number, first: string, last: string): string =>
    `Week ${number}, ${first} to ${last}`,
  room: 'Room',
  allRooms: 'All rooms',
  findByTitle: 'Find a meeting of this week by its title',
  create: 'New meeting',
  drag: 'Drag over free time to book it',
  unread: 'The meetings could not be read',
  none: 'No meeting this week',
  noneFound: 'No meeting of this week has that title',
  howToBook: 'Press New meeting to book a room.',
  whoBooks: 'Organisers book rooms here.',
  roomAndOrganiser: (room: string, organiser: string): string => `${room} · ${organiser}`,
  today: ', today',
  block: (title: string, room: string, when: string): string => `${title}, ${room}, ${when}`,
  blockTime: (start: string, end: string, room: string): string => `${start}–${end} · ${room}`,
} as const;
