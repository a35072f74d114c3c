import { plural } from '../numbers.ts';

const named =
  (before: string, after = '') =>
  (name: string): string =>
    `${before}${name}${after}`;

/** What the settings say of who may sign in. */
export const accountsWords = {
  title: 'Accounts',
  unread: 'The accounts could not be read',
  add: 'Add an account…',
  addTitle: 'Add an account',
  email: 'E-mail',
  role: 'Role',
  roleOf: named('Role of '),
  roles: { viewer: 'viewer', organiser: 'organiser', admin: 'admin' },
  roleAndRights: {
    viewer: 'viewer: sees what goes on',
    organiser: 'organiser: makes meetings, too',
    admin: 'admin: everything',
  },
  person: 'Belongs to',
  personHint: 'whose meetings are theirs then',
  nobody: 'nobody of this site',
  making: 'Making it…',
  make: 'Add the account',
  sessions: (count: number): string =>
    count === 0 ? 'not signed in' : `${plural(count, 'session')}`,
  disabled: 'disabled',
  actionsOn: named('Actions on the account of '),
  enable: 'Enable',
  ask: {
    disable: {
      item: 'Disable…',
      title: named('Disable the account of ', '?'),
      why: 'Nobody signs in with it any more, and it is signed out everywhere within two seconds.',
      action: 'Disable',
    },
    signOut: {
      item: 'Sign out everywhere…',
      title: named('Sign ', ' out everywhere?'),
      why: 'All its sessions end within two seconds. Whoever has the password signs in again.',
      action: 'Sign out',
    },
    resetPassword: {
      item: 'Give another password…',
      title: named('Give ', ' another password?'),
      why: 'The old one is of no use any more, and the account is signed out everywhere. The new one is shown once.',
      action: 'Give another password',
    },
  },
  password: 'the password',
  passwordOf: named('The password of '),
  tellPassword:
    'Tell it to them on a safe way. It is shown only now; it can be replaced by another.',
} as const;
