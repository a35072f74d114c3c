import { plural } from '../numbers.ts';

/** What the panel that simulates people says. */
export const simulateWords = {
  title: 'Simulate',
  badge: 'Simulated sensors',
  stranger: 'Stranger (unknown key)',
  someStranger: 'A stranger',
  expectation: {
    refused: 'will be refused',
    noKey: 'carries no key',
    invitedTo: (meetings: readonly string[]): string => `invited to ${meetings.join(', ')}`,
    uninvited: 'not invited',
  },
  walker: (name: string, expectation: string): string => `${name}: ${expectation}`,
  invited: ', invited',
  nobodySenses: 'No device is connected, so nobody can be sensed. Start the agents first.',
  unread: 'The people could not be read',
  who: 'Who comes?',
  invitedNow: 'invited now',
  apart: '2 s apart',
  pace: 'Pace',
  paces: { half: 'half', normal: 'normal', double: 'double', fourfold: 'fourfold' },
  noisy: 'Noisy',
  radio: 'Radio',
  radios: { modelled: 'modelled', recorded: 'recorded' },
  /** How the keys of those who walk are heard, behind a sentence that says they do. */
  heard: { clean: '', modelled: ' (radio modelled)', recorded: ' (radio recorded)' },
  about: {
    modelled:
      'Modelled: every scanner hears each key through walls and bodies as ITU-R P.1238 lets expect, with scatter and lost packets. People sit still after a while.',
    recorded:
      'Recorded: what six scanners heard of one tag in a flat (Kolakowski 2021, CC BY 4.0), as fast as it was recorded.',
  },
  walkIn: 'Walk in',
  inside: (people: number): string => `${plural(people, 'person', 'people')} inside`,
  leaves: (name: string): string => `${name} leaves`,
  allLeave: 'Everybody leaves',
} as const;
