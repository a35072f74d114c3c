/** What an open page does about the dashboard that it talks to. */
export type UpgradeStep = 'stay' | 'reload' | 'say';

/**
 * A page of another build than the dashboard's reloads itself, unless that would lose what somebody
 * is in the middle of. `own`: the first build that the page heard of; null: not known.
 */
export const afterUpgrade = ({
  own,
  now,
  busy,
}: {
  own: string | null;
  now: string | null;
  busy: boolean;
}): UpgradeStep => {
  if (own === null || now === null || own === now) return 'stay';
  return busy ? 'say' : 'reload';
};
