/** What the places of the dashboard are called, and shortly where there is little room. */
export const placeWords = {
  live: { label: 'Live', short: 'Live' },
  meetings: { label: 'Meetings', short: 'Meetings' },
  people: { label: 'People', short: 'People' },
  devices: { label: 'Devices', short: 'Devices' },
  nanoservices: { label: 'Nanoservices', short: 'Services' },
  snapshots: { label: 'Snapshots', short: 'Snapshots' },
  activity: { label: 'Activity', short: 'Activity' },
  storage: { label: 'Storage', short: 'Storage' },
  settings: { label: 'Settings', short: 'Settings' },
} as const;

/** What the frame around every page says. */
export const shellWords = {
  name: 'nanoedge',
  main: 'Main',
  skip: 'Skip to the content',
  jump: 'Jump to',
  jumpDots: 'Jump to…',
  jumpKeys: 'Ctrl K',
  searchOrJump: 'Search or jump to',
  widen: 'Widen the navigation',
  narrow: 'Narrow the navigation',
  switchTheme: 'Switch between light and dark',
  notForRole: 'Not for your role',
  administratorsOnly: 'This page is for administrators',
  yourRole: 'Your role shows what happens and the meetings. Ask an administrator if you need more.',
  loading: 'Loading the dashboard',
  notOpened: 'The dashboard could not be opened',
  upgraded:
    'The dashboard was upgraded. This page reloads when you are done with what you are doing here.',
  reloadNow: 'Reload now',
  noSite: 'There is no site yet',
  getSite: 'Start nanoedge with its demo site, or add a site on the server.',
} as const;

/** What is said of stored facts that no device can be told. */
export const flawWords = {
  title: 'Some of what is stored is not valid. It is left out; everything else goes on.',
  entities: {
    room: 'Room',
    device: 'Device',
    thing: 'Thing',
    deployment: 'Deployment',
    person: 'Person',
    meeting: 'Meeting',
    content: 'Content',
  },
  one: (entity: string, name: string, problem: string): string =>
    `${entity} “${name}”: ${problem}.`,
  heldBack: (device: string): string =>
    `The device ${device} keeps what it was told before until this is mended.`,
} as const;

/** What is said of the page's own live link. */
export const linkStateWords = {
  live: 'live',
  connecting: 'connecting',
  lost: 'link lost',
  refused: 'link refused',
  title: (state: string): string => `This page’s live link: ${state}`,
  lostSince: {
    before: 'This page lost its live link ',
    after: '. What you see is from then; it catches up by itself when the dashboard answers.',
  },
  databaseDown:
    'The database of the dashboard does not answer. What you see may be old; the page goes on by itself when it is back.',
  refusedNext:
    'The dashboard refused the live link. Reload the page; if that does not help, sign in again.',
} as const;

/** What the menu of the account says. */
export const accountWords = {
  stillSignedIn: 'You are still signed in: the dashboard did not answer. Try again.',
  of: (name: string, role: string): string => `Account of ${name}, ${role}`,
  account: 'Account: ',
  roles: { admin: 'admin', organiser: 'organiser', viewer: 'viewer' },
  emailAndRole: (email: string, role: string): string => `${email} · ${role}`,
  own: 'My account',
  theme: 'Theme',
  light: 'Light',
  dark: 'Dark',
  system: 'As the system',
  signOut: 'Sign out',
} as const;
