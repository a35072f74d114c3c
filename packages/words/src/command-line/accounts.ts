import { plural } from '../numbers.ts';

/** What `nanoedge accounts` says. */
export const accountLines = {
  disabled: 'disabled',
  sessions: (count: number): string => plural(count, 'session'),
  none: (email: string, known: string): string =>
    `There is no account “${email}”; there are: ${known}.`,
  noRole: (role: string, known: string): string => `“${role}” is no role; give one of: ${known}.`,
} as const;
