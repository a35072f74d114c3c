import { plural } from '../numbers.ts';

/** What is said of codes at sign-in, on the page of one's own account. */
export const secondFactorWords = {
  title: 'A code at sign-in',
  unread: 'Whether a code is asked for could not be read',
  why: 'Whoever finds out your password does not come in with it alone: a code is asked for, too, that an app on your phone shows.',
  on: 'A code is asked for when you sign in.',
  off: 'No code is asked for when you sign in.',
  codesLeft: (count: number): string =>
    `${plural(count, 'backup code')} of yours ${count === 1 ? 'is' : 'are'} left.`,
  begin: 'Ask for a code…',
  end: 'Ask for no code any more…',
  endTitle: 'Ask for no code any more?',
  endWhy:
    'You sign in by your password alone then. The app and the backup codes are of no use any more.',
  endDo: 'Ask for no code',
  password: 'Your password',
  next: 'Next',
  asking: 'Asking…',
  scan: 'Scan this with an app for codes, such as Aegis, 2FAS or the one of your password manager.',
  qrCode: 'QR code with the secret for the app',
  byHand: 'Or type this into it:',
  secret: 'the secret',
  backup:
    'Keep these backup codes where your phone is not. Each lets you in once without it; they are shown only now.',
  copyCodes: {
    'not-yet': 'Copy the backup codes',
    copied: 'Copied',
    failed: 'Not copied: mark and copy them yourself',
  },
  code: 'The code that the app shows now',
  confirm: 'Ask for a code from now on',
  confirmed: 'A code is asked for at sign-in from now on.',
  ended: 'No code is asked for any more.',
} as const;
