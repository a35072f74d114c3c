import { inList } from '../lists.ts';

/** What a form says whose thing somebody else changed while it was open. */
export const bothVersionsWords = {
  title: (by: string | null): string => `${by ?? 'Somebody'} changed this while you had it open`,
  choose: 'Choose one version of each, then save again. Nothing that you typed is lost.',
  also: (labels: readonly string[]): string => `Taken in already: ${inList(labels)}.`,
  mine: 'Yours',
  theirs: (by: string | null): string => (by === null ? 'Theirs' : `${by}’s`),
  nothing: 'nothing',
  savedTogether: 'Saved, together with what others changed meanwhile.',
  config: 'Config',
  when: 'When',
  contentOrder: 'Order of the content',
} as const;
