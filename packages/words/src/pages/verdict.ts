import type { Ability, Doubt } from '@nanoedge/base';
import { inList } from '../lists.ts';
import { plural } from '../numbers.ts';

/** What people do without, and what of it is not known. */
const withoutIt: Readonly<Record<Ability, { lost: string; asked: string }>> = {
  notice: { lost: 'Nobody is noticed', asked: 'Whether people are noticed' },
  hear: { lost: 'No key is heard', asked: 'Whether keys are heard' },
  recognise: { lost: 'Nobody can be recognised', asked: 'Whether people are recognised' },
  receive: { lost: 'Nobody is received', asked: 'Whether people are received' },
  guide: { lost: 'No way is lit', asked: 'Whether ways are lit' },
  show: { lost: 'No meeting is shown', asked: 'Whether meetings are shown' },
};

/** What the Live page says of what works for people now. */
export const verdictWords = {
  title: 'What works for people',
  works: 'Everything works for people',
  notKnown: 'What works for people is not known now',
  nothing: 'Nothing works for people: no nanoservice runs.',
  some: 'Not everything works for people',
  someUnknown: 'Not all of what works for people is known',
  lost: (ability: Ability, zone: string | null, why: string): string =>
    `${withoutIt[ability].lost}${zone === null ? '' : ` in ${zone}`}: ${why}.`,
  unknown: (ability: Ability, zone: string | null, why: string): string =>
    `${withoutIt[ability].asked}${zone === null ? '' : ` in ${zone}`} is not known: ${why}.`,
  causes: (causes: readonly string[]): string => inList(causes),
  gone: (names: readonly string[]): string =>
    `${inList(names)} ${names.length === 1 ? 'does' : 'do'} not run`,
  awaited: (name: string, device: string): string => `${name} on ${device} has not reported yet`,
  starting: (name: string, device: string): string => `${name} on ${device} is starting`,
  stopped: (name: string, device: string): string => `${name} on ${device} is stopped`,
  failing: (name: string, device: string): string => `${name} on ${device} does not answer`,
  doubts: (doubt: Doubt, device: string): string => {
    switch (doubt) {
      case 'link':
        return 'this page has lost the dashboard';
      case 'database':
        return 'the database of the dashboard does not answer';
      case 'offline':
        return `${device} is offline, though what runs there goes on`;
      case 'silent':
        return `${device} has stopped reporting`;
      case 'engine':
        return `the Docker Engine of ${device} does not answer`;
    }
  },
  removed: { before: 'Removed ', after: '.' },
  lastKnown: { before: 'Last known ', after: '.' },
  undo: (removals: number): string =>
    removals === 1 ? 'Undo the removal' : `Undo ${plural(removals, 'removal')}`,
  look: (name: string): string => `Look at ${name}`,
  add: 'See the nanoservices',
} as const;
