/**
 * What the site does for people: somebody who comes is noticed, their keys are heard, they are
 * recognised, received (their way is followed), guided, and shown their meeting.
 */
export type Ability = 'notice' | 'hear' | 'recognise' | 'receive' | 'guide' | 'show';

/** In the order in which somebody who comes meets them. */
export const abilityOrder: readonly Ability[] = [
  'notice',
  'hear',
  'recognise',
  'receive',
  'guide',
  'show',
];
