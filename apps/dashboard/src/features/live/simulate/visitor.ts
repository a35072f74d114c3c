import { simulateWords } from '@nanoedge/words';
import type { Outputs } from '@/browser/api/trpc.ts';

/** Somebody who can be let in; `person` is null for whoever nobody knows. */
export type Visitor = Outputs['simulation']['people'][number];

/** A person by name; whoever nobody knows, by what they carry. */
export const visitorName = ({ person, label }: Visitor): string =>
  person === null ? simulateWords.stranger : label;

/** What the house should do when they come. */
export const expectation = ({ person, invited, keys }: Visitor): string => {
  if (person === null) return simulateWords.expectation.refused;
  if (keys === 0) return simulateWords.expectation.noKey;
  return invited.length > 0
    ? simulateWords.expectation.invitedTo(invited)
    : simulateWords.expectation.uninvited;
};
