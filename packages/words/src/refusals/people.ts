import { passwordLength } from '@nanoedge/base';
import { spelledSpan } from '../spans.ts';
import type { RefusalWords } from './refusal-words.ts';

/** Why a person cannot be as they were asked for. */
export const personRefusals = {
  noName: 'Give the person a name',
  longName: 'A name has at most 200 characters',
  initials: 'Initials have 1 to 3 letters',
  yourself: {
    message: 'This is you.',
    remedy: 'Another administrator can delete you.',
  },
  somebody: 'Somebody',
  keyTaken: (name: string) => ({
    message: `${name} has this key already.`,
    remedy: 'Remove it from them first, or check what you typed.',
  }),
} as const;

/** Why an account cannot be changed as somebody asked for. */
export const accountRefusals = {
  email: 'An e-mail address, such as alice@example.org',
  name: 'A name of 1 to 120 characters',
  taken: { message: 'There is an account with this e-mail.', remedy: 'Use another e-mail.' },
  noPerson: { message: 'This person is not there any more.', remedy: 'Choose another.' },
  password: `A password of ${passwordLength.min} to ${passwordLength.max} characters`,
  noAccount: {
    message: 'There is no account with this e-mail.',
    remedy: 'Check how it is written.',
  },
  onlyAdmin: {
    message: 'This is no administrator.',
    remedy: 'An administrator can make a link for them.',
  },
  noProof: {
    message: 'This is not proved with the dashboard’s secrets, or this machine’s clock is wrong.',
    remedy: 'Run it on the dashboard’s machine, as the owner of its folder.',
  },
  disabled: { message: 'This account is disabled.', remedy: 'Enable it first.' },
  /** Why a link lets nobody in. */
  links: {
    used: {
      message: 'This link was used already.',
      remedy: 'Sign in with the password that was chosen then.',
    },
    withdrawn: {
      message: 'This link is not valid any more.',
      remedy: 'Ask an administrator for another.',
    },
    expired: { message: 'This link is too old.', remedy: 'Ask an administrator for another.' },
    unknown: {
      message: 'There is no such link.',
      remedy: 'Copy the whole link, or ask an administrator for another.',
    },
    tooMany: 'Too many links that are not valid came from here.',
  },
  wrongPassword: {
    message: 'This is not your password.',
    remedy: 'Type the one with which you signed in.',
  },
  code: 'The six digits that your app shows',
  wrongCode: {
    message: 'This is not the code that the app shows now.',
    remedy: 'Type the next one; if that does not help, check the time of your phone.',
  },
  secondFactorIsOn: { message: 'You are asked for codes already.', remedy: 'Reload the page.' },
  secondFactorIsOff: { message: 'No app was set up.', remedy: 'Begin again.' },
  samePassword: { message: 'This is the password that you have.', remedy: 'Choose another.' },
  tooManyPasswords: 'Too many wrong passwords were tried here.',
  tooMany: (message: string, seconds: number): RefusalWords => ({
    message,
    remedy: `Try again in ${spelledSpan(Math.ceil(seconds / 60) * 60_000)}.`,
  }),
  noAdmin: {
    message: 'You are no administrator any more.',
    remedy: 'Ask another one.',
  },
  yourself: {
    message: 'This is your own account.',
    remedy: 'Another administrator can change it.',
  },
} as const;
