import type { RefusalWords } from './refusal-words.ts';

/** Who is refused whatever they ask for, and what is said when it is our own fault. */
export const accessRefusals = {
  signedOut: { message: 'You are not signed in.', remedy: 'Sign in and try again.' },
  manyPages: {
    message: 'This account has too many pages open.',
    remedy: 'Close some of them.',
  },
  role: (least: string, own: string): RefusalWords => ({
    message: `This needs the role ${least}; yours is ${own}.`,
    remedy: 'Ask an administrator.',
  }),
  everySite: {
    message: 'This belongs to all sites; your account is of one.',
    remedy: 'Ask an administrator of every site.',
  },
  otherOrigin: (origin: string | undefined): RefusalWords => ({
    message:
      origin === undefined
        ? 'Requests from there are not accepted; set NANOEDGE_PUBLIC_URL to the address that you use.'
        : `Requests from ${origin} are not accepted; set NANOEDGE_PUBLIC_URL to the address that you use.`,
    remedy: 'Ask an administrator.',
  }),
  invalidRequest: 'The request is not valid.',
  longRequest: { message: 'The request is too large.' },
  databaseDown: {
    message: 'The database does not answer.',
    remedy: 'Nothing is lost; this goes on by itself when the database is back.',
  },
  ourFault: {
    message: 'Something went wrong on our side.',
    remedy: 'Try again; the log of the dashboard has the details.',
  },
} as const;

/** That what was asked for is not there, by what it is and its id. */
export const notFoundWords = {
  address: (id: string): string => `There is no address “${id}”.`,
  content: (id: string): string => `There is no content “${id}”.`,
  deployment: (id: string): string => `There is no deployment “${id}”.`,
  desiredState: (id: string): string => `There is no desired state of device “${id}”.`,
  device: (id: string): string => `There is no device “${id}”.`,
  invitation: (id: string): string => `There is no open invitation or link “${id}”.`,
  imageBlob: (id: string): string => `There is no image blob “${id}”.`,
  journey: (id: string): string => `There is no journey “${id}”.`,
  key: (id: string): string => `There is no key “${id}”.`,
  meeting: (id: string): string => `There is no meeting “${id}”.`,
  person: (id: string): string => `There is no person “${id}”.`,
  registry: (id: string): string => `There is no registry “${id}”.`,
  release: (id: string): string => `There is no release “${id}”.`,
  run: (id: string): string => `There is no run “${id}”.`,
  site: (id: string): string => `There is no site “${id}”.`,
  snapshot: (id: string): string => `There is no snapshot “${id}”.`,
  snapshotFile: (id: string): string => `There is no file of the snapshot “${id}”.`,
  user: (id: string): string => `There is no user “${id}”.`,
} as const;

export const notFoundRemedy = 'It may have been removed; reload the list.';

/** What is wrong with the part of a list that was asked for. */
export const listProblems = { beforeOrAfter: 'Give before or after, not both' } as const;
