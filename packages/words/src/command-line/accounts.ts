import { plural } from '../numbers.ts';

/** What `nanoedge accounts` says. */
export const accountLines = {
  disabled: 'disabled',
  sessions: (count: number): string => plural(count, 'session'),
  none: (email: string, known: string): string =>
    `There is no account “${email}”; there are: ${known}.`,
  noRole: (role: string, known: string): string => `“${role}” is no role; give one of: ${known}.`,
  refusedNext:
    'Set NANOEDGE_EMAIL and NANOEDGE_PASSWORD, or run: ./nanoedge accounts recover EMAIL',
  noKey: (file: string, why: string): string =>
    `${file} cannot be read (${why}); run this as its owner, on the dashboard's machine.`,
  noAnswer: (url: string, why: string): string =>
    `The dashboard at ${url} does not answer (${why}); start it with ./nanoedge up.`,
  reset: 'another password',
  by: (who: string, until: string): string => `by ${who}, until ${until}`,
  validUntil: (name: string, until: string): string =>
    `Give it to ${name} in a safe way: whoever has it comes in. It works once, until ${until}, and is not shown again.`,
  noLinks: 'There is no invitation or link that nobody has used yet.',
  noLink: (email: string, known: string): string =>
    known === ''
      ? `Nobody is invited as “${email}”; there is no open invitation or link.`
      : `Nobody is invited as “${email}”; open are: ${known}.`,
  withdrawn: (name: string): string => `The link for ${name} is not valid any more.`,
} as const;
