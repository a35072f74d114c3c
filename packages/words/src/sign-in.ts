import { spelledSpan } from './spans.ts';

/**
 * What a refused sign-in means, by HTTP status (0: no answer). `said`: the dashboard's own words,
 * which say when to try again.
 */
export const signInProblem = (status: number, said: string | null = null): string => {
  if (status === 0 || status >= 500)
    return 'The dashboard did not answer. Check your connection and try again.';
  if (status === 429) return said ?? 'Too many tries. Wait a minute, then try again.';
  return 'That e-mail and password do not belong together. Check both and try again.';
};

/** What the sign-in page says. */
export const signInWords = {
  /** Minutes are rounded up: who comes back then is let in. */
  tooMany: (seconds: number): string =>
    `Too many tries with this e-mail from here. Try again in ${spelledSpan((seconds < 120 ? seconds : Math.ceil(seconds / 60) * 60) * 1_000)}.`,
  title: 'Sign in to nanoedge',
  product: 'The local edge that gets people to their meeting.',
  email: 'E-mail',
  password: 'Password',
  signingIn: 'Signing in…',
  signIn: 'Sign in',
  codeTitle: 'The code that your app shows',
  backupTitle: 'One of your backup codes',
  codeHint: 'Six digits; another code comes every half a minute.',
  backupHint: 'Each lets you in once. Without one, ask an administrator.',
  useBackup: 'Use a backup code',
  useApp: 'Use the app',
  wrongCode: 'This is not the code. Try the next one.',
  wrongBackup: 'This is none of your backup codes, or it was used already.',
  codeTooLate: 'It took too long, or there were too many tries. Begin again with your password.',
  beginAgain: 'Begin again',
  againTitle: 'Sign in again',
  againWhat: (email: string): string =>
    `You are signed out. Sign in as ${email}, and everything goes on where it was; nothing that you typed is lost.`,
  somebodyElse: 'Sign in as somebody else, without what is typed here',
  signedOut: 'You are signed out. What you typed is still here; it is sent when you sign in again.',
  again: 'Sign in again',
  accounts:
    'An administrator makes accounts and gives new passwords. The start prints the first ones.',
} as const;
