import { plural } from '../numbers.ts';

/** What the People page says. */
export const peopleWords = {
  title: 'People',
  subtitle: 'Whom does the edge know, and by which keys?',
  keys: 'Keys',
  keyCount: (count: number): string =>
    count === 0 ? 'none: cannot be recognised' : plural(count, 'key'),
  meetings: 'Meetings to come',
  recognised: 'Last recognised',
  find: 'Find a person',
  unread: 'The people could not be read',
  none: 'Nobody is known yet',
  noneFound: 'Nobody has that name',
  addThem: 'Add the people who come to meetings, each with the key they carry.',
  fewer: 'Try fewer letters.',
} as const;

/** What the dialog that adds somebody says. */
export const addPersonWords = {
  title: 'Add a person',
  description: 'Initials and colour are picked so that two people never look alike.',
  key: 'Key they carry',
  keyHint: 'A Bluetooth address or a tag’s id; may be added later',
  onlyKeyRefused: (name: string): string => `${name} was added; only the key was not.`,
  adding: 'Adding…',
  add: 'Add person',
} as const;

/** What the page of one person says. */
export const personWords = {
  what: 'person',
  seeAll: 'See all people',
  unread: 'The person could not be read',
  neverRecognised: (meetings: number): string =>
    `${plural(meetings, 'meeting')} to come · never recognised yet`,
  /** When it was stands at the end. */
  lastRecognised: (meetings: number): string =>
    `${plural(meetings, 'meeting')} to come · last recognised `,
  arrivals: 'Arrivals',
  latest: (count: number): string => `the latest ${count}`,
  arrivalsUnread: 'The arrivals could not be read',
  notYet: (name: string): string => `${name} has not come yet.`,
  refused: (why: string): string => `refused: ${why}`,
} as const;

/** What the keys of a person say. */
export const keyWords = {
  title: 'Keys',
  none: (name: string): string => `No key yet, so the edge cannot recognise ${name}.`,
  added: 'added',
  add: 'Add a key',
  addHint: 'A Bluetooth address or a tag’s id, in any letter case',
  label: 'What is it?',
  labelExample: 'badge, phone',
  adding: 'Adding…',
  addNow: 'Add key',
  removeKey: (key: string): string => `Remove key ${key}`,
  removeTitle: 'Remove this key?',
  removeWhat: (name: string, key: string | undefined): string =>
    `${name} will not be recognised by ${key ?? 'it'} any more.`,
  keep: 'Keep it',
  remove: 'Remove key',
} as const;

/** What the dialog that changes a person says. */
export const editPersonWords = {
  edit: 'Edit',
  title: (name: string): string => `Edit ${name}`,
  initials: 'Initials',
  initialsHint: '1 to 3 letters, as screens show them',
  save: 'Save',
  saving: 'Saving…',
  saved: 'Saved. The devices get the change now.',
} as const;

/** Who stands in the place of somebody who was deleted for good. */
export const pseudonymWords = {
  name: (tail: string): string => `Person ${tail}`,
  initials: '–',
} as const;

/** What is said where somebody is deleted, and of those who were. */
export const deletePersonWords = {
  title: (name: string): string => `Delete ${name}?`,
  action: 'Delete person',
  keys: (count: number): string =>
    count === 0
      ? 'Nobody signs in as them any more.'
      : `Their ${plural(count, 'key')} ${count === 1 ? 'is' : 'are'} forgotten at once: the edge does not recognise them any more, and nobody signs in as them.`,
  meetings: (count: number): string =>
    count === 0
      ? 'No meeting to come expects them. Meetings that they organise go to you.'
      : `${plural(count, 'meeting')} to come ${count === 1 ? 'goes' : 'go'} on without them and ${count === 1 ? 'says' : 'say'} so. Meetings that they organise go to you.`,
  undo: (days: number): string =>
    `You can take it back for ${String(days)} days, under People. Then only a pseudonym is left in the history.`,
  wasDeleted: (name: string): string => `${name} was deleted`,
  isBack: (name: string, lostKeys: number): string =>
    lostKeys === 0
      ? `${name} is back.`
      : `${name} is back, without ${plural(lostKeys, 'key')} that somebody else carries by now.`,
  deleted: 'Deleted people',
  whatComes: (days: number): string =>
    `They can be brought back for ${String(days)} days. Then only a pseudonym is left of them in meetings, arrivals, events and the audit trail.`,
  by: (name: string): string => `deleted by ${name}`,
  /** Follows on when that was. */
  until: (day: string): string => ` · can be brought back until ${day}`,
  bringBack: 'Bring back',
  bringBackWhom: (name: string): string => `Bring back ${name}`,
} as const;
