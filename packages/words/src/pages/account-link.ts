import { passwordLength } from '@nanoedge/base';

/** What whoever opens a link into an account reads. */
export const accountLinkWords = {
  opening: 'Looking at the link…',
  welcome: (name: string): string => `Welcome, ${name}`,
  again: (name: string): string => `Choose another password, ${name}`,
  invites: (by: string, role: string): string => `${by} invites you to nanoedge as ${role}.`,
  resets: (by: string): string =>
    `${by} made this link for you. Your old password is good until then.`,
  signsInWith: (email: string): string => `You sign in with ${email}.`,
  until: (when: string): string => `The link is valid until ${when}.`,
  password: 'Password',
  rules: `${passwordLength.min} characters or more; a few words are easier to keep than signs.`,
  repeat: 'The password again',
  tooShort: `This has fewer than ${passwordLength.min} characters.`,
  tooLong: `This has more than ${passwordLength.max} characters.`,
  differ: 'These two are not the same.',
  entering: 'Signing in…',
  enter: 'Set the password and sign in',
  set: 'Your password is set',
  setWhat: 'Sign in with it now.',
  toSignIn: 'To the sign-in page',
  tryAgain: 'Try again',
  /** Why a link opens nothing, and what to do. */
  closed: {
    used: {
      title: 'This link was used already',
      next: (by: string): string =>
        `Sign in with the password that was chosen then. If it was not you who chose it, tell ${by} at once.`,
    },
    withdrawn: {
      title: 'This link is not valid any more',
      next: (by: string): string =>
        `It was withdrawn, or another took its place. Ask ${by} for another.`,
    },
    expired: {
      title: 'This link is too old',
      next: (by: string): string => `Ask ${by} for another.`,
    },
  },
  unknown: {
    title: 'There is no such link',
    next: 'A part of it may be missing: copy the whole link into the address bar. If that does not help, ask who sent it for another.',
  },
  failed: 'The link could not be looked at',
} as const;
