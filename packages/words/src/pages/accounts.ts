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
  sees: 'Sees',
  everySite: 'every site',
  onlyOf: named('only '),
  ofSite: (email: string, site: string): string => `${email}, only ${site}`,
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
    endSecondFactor: {
      item: 'Ask for no code…',
      title: named('Ask ', ' for no code any more?'),
      why: 'For somebody who lost the phone and the backup codes. They sign in by their password alone until they set up an app again.',
      action: 'Ask for no code',
    },
    resetPassword: {
      item: 'Give another password…',
      title: named('Give ', ' another password?'),
      why: 'The old one is of no use any more, and the account is signed out everywhere. The new one is shown once.',
      action: 'Give another password',
    },
    resetByLink: {
      item: 'Reset by link…',
      title: named('Make a link by which ', ' chooses another password?'),
      why: 'You give them the link. It works once, within a day; until then the old password is good. An earlier link to another password is of no use any more.',
      action: 'Make the link',
    },
  },
  invite: 'Invite…',
  inviteTitle: 'Invite somebody',
  inviteWhat:
    'You get a link for them, with which they choose their own password. It works once, within seven days.',
  inviting: 'Making the link…',
  makeLink: 'Make the link',
  link: {
    invitation: named('The invitation of '),
    reset: named('The link for '),
    give: 'Give this link to them in a safe way: whoever has it comes in. It is shown only now.',
    what: 'The link',
    until: (when: string): string => `Valid once, until ${when}.`,
    copy: 'Copy the link',
    copied: 'Copied',
    notCopied: 'Your browser did not copy it; mark it and copy it yourself.',
    done: 'Done',
  },
  links: {
    title: 'Links that nobody has used yet',
    unread: 'The links could not be read',
    invitation: (role: string): string => `invited as ${role}`,
    reset: 'to another password',
    by: (who: string, when: string): string => `by ${who}, until ${when}`,
    withdraw: 'Withdraw…',
    withdrawOf: named('Withdraw the link for '),
    withdrawTitle: named('Withdraw the link for ', '?'),
    withdrawWhy: 'Whoever opens it is told that it is not valid any more.',
    withdrawDo: 'Withdraw',
  },
  password: 'the password',
  passwordOf: named('The password of '),
  tellPassword:
    'Tell it to them in a safe way. It is shown only now; it can be replaced by another.',
} as const;
