/** A zone of the calendar as people choose it: Europe/Berlin (UTC+01:00). */
const zoneAndOffset = (zone: string, offset: string): string =>
  zone === 'UTC' ? zone : `${zone.replaceAll('_', ' ')} (UTC${offset === '+00:00' ? '' : offset})`;

/** What the page says that sets what a site is called and which time it goes by. */
export const settingsWords = {
  title: 'Settings',
  subtitle: 'What is this site called, and which time does it go by?',
  unread: 'The settings could not be read',
  site: 'Site',
  name: 'Name',
  nameHint: 'at the head of every page',
  timeZone: 'Time zone',
  ofInstallation: (zone: string): string => `As the installation: ${zone}`,
  /** `time`: what the clocks there show now. */
  timeNow: (time: string, zone: string): string => `It is ${time} there now (${zone}).`,
  timeZoneHint:
    'Pages, room screens and the terminal go by it at once. Meetings keep their moments, so their times read otherwise.',
  ownTime: (time: string): string => `Where you are it is ${time}.`,
  zoneAndOffset,
  findZone: 'Find a time zone by its name, a city or UTC+2',
  noZone: 'No time zone has that name. Try a large city nearby, or an offset such as UTC+2.',
  rooms: 'Rooms',
  noRooms: 'This site has no room yet. Draw one on the floor plan.',
  room: (name: string): string => `Name of the room ${name}`,
  greeting: (name: string): string => `The screen of ${name} greets by`,
  greetingShort: 'Its screen greets by',
  greetings: { name: 'name', initials: 'initials' },
  zones: 'Zones on the plan',
  noZones: 'The plan of this site has no zone yet.',
  zone: (name: string): string => `Name of the zone ${name}`,
  keys: {
    title: 'Keys between services',
    why: 'Services speak with each other and with their agents under keys that this site makes. They are changed by themselves after 30 days; nothing is interrupted by it.',
    changed: { before: 'Changed ', after: '.' },
    none: 'No service has keys yet.',
    change: 'Change keys',
    revoke: 'Change all at once…',
    revokeTitle: 'Change all keys at once?',
    revokeWhy:
      'The keys of before are worth nothing then. A device that cannot be reached now does not speak with the others until it is connected again. This is for when a device or its keys came into wrong hands.',
    revokeDo: 'Change all at once',
    done: 'Changed. Devices that are connected have the new keys now.',
  },
  save: 'Save settings',
  saving: 'Saving…',
  reset: 'Discard changes',
  saved: 'Saved. Pages and devices follow now.',
  undone: 'Undone. It is as it was before.',
  notUndone: (why: string): string => `It could not be undone. ${why}`,
} as const;
