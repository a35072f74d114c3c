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
