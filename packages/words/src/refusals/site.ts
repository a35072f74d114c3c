import type { RefusalWords } from './refusal-words.ts';

/** Why the settings of a site cannot be as they were asked for. */
export const siteRefusals = {
  noName: 'Give it a name',
  longName: (most: number): string => `A name has at most ${String(most)} characters`,
  noTimeZone: 'A time zone is named as the IANA does, such as Europe/Berlin',
  noSuchZone: (zone: string): RefusalWords => ({
    message: `There is no zone “${zone}” here.`,
    remedy: 'Reload the page to see the zones that there are.',
  }),
  nameTaken: (name: string): RefusalWords => ({
    message: `Another one is called “${name}” already.`,
    remedy: 'Choose a name that tells them apart.',
  }),
} as const;

/** Why the services of a site can be given no keys. */
export const siteKeyRefusals = {
  unreadable: (site: string): RefusalWords => ({
    message: [
      `The keys of the services of site “${site}” cannot be read: secrets/vault.key`,
      'in the data folder of the dashboard is not the file that they were sealed with.',
    ].join(' '),
    remedy: [
      'Bring that file back from your backup and start the dashboard again, or give the services',
      'other keys: Settings, Keys between services, Change all at once.',
    ].join(' '),
  }),
} as const;
