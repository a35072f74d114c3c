import { inList } from '../lists.ts';

/** What the form of a meeting says, and the pages around it. */
export const meetingFormWords = {
  newTitle: 'New meeting',
  newSubtitle: 'Who is expected, where and when, and what should the room show?',
  create: 'Create meeting',
  mayNotCreate: 'Your role cannot create meetings',
  askAdministrator: 'Ask an administrator to make you an organiser.',
  editTitle: (title: string): string => `Edit ${title}`,
  saved: 'Saved. The devices get the change now.',
  saveChanges: 'Save changes',
  mayNotEdit: 'You may not change this meeting',
  whoMayEdit: 'Only its organiser and administrators can.',
  title: 'Title',
  date: 'Date',
  start: 'Start',
  end: 'End',
  which: (time: string): string => `Which ${time}?`,
  choose: 'Choose',
  first: (zone: string): string => `the first, ${zone}`,
  second: (zone: string): string => `the second, ${zone}`,
  overnight: (day: string): string => `It goes on into the next day, ${day}`,
  endsOn: (day: string): string => `ends on ${day}`,
  siteTimes: (zone: string): string => `in the time of ${zone}`,
  siteAndOwn: (zone: string, own: string): string =>
    `in the time of ${zone}; where you are: ${own}`,
  waiting: 'Waiting for the upload…',
  saving: 'Saving…',
  cancel: 'Cancel',
  room: 'Room',
  free: 'free',
  booked: (title: string, start: string, end: string): string =>
    `booked: ${title}, ${start}–${end}`,
  takePart: 'I take part',
  strangers: 'What the screen shows goes on when somebody enters who is not invited.',
  participants: 'Participants',
  invited: 'Invited people',
  deleted: (names: readonly string[]): string =>
    `Invited before and deleted since: ${inList(names)}. They are back in when they are brought back.`,
  typeName: 'Type a name',
  remove: (name: string): string => `Remove ${name}`,
  nobody: 'Nobody has that name. The administrator adds people under People.',
} as const;

/** What is wrong with a meeting as it was typed. */
export const meetingProblems = {
  noTitle: 'Give the meeting a title',
  longTitle: (most: number): string => `A title has at most ${most} characters`,
  noDay: 'Choose a day',
  noStart: 'Choose when it starts',
  noEnd: 'Choose when it ends',
  noRoom: 'Choose a room',
  nobody: 'Invite at least one person',
  skipped: (time: string, day: string): string =>
    `${time} does not exist on ${day}: the clock is put forward over it`,
  twice: (time: string, day: string): string =>
    `${time} comes twice on ${day}, because the clock is put back: choose which one`,
  endFirst: 'The end must be after the start',
} as const;
