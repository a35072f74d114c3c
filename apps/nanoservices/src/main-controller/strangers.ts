import { epochMs } from '@nanoedge/base';
import type { EpochMs, ZoneId } from '@nanoedge/protocol';
import type { Strangers, Watch } from './model.ts';
import type { Turn } from './turn.ts';
import { blankJourney } from './watching.ts';

/** More than this many who come at once are a crowd, and nobody's arrival. */
const few = 3;

/** The key of somebody expected may be heard a little later than a stranger's. */
const patienceMs = 2000;

/** Keys of nobody were heard where somebody moves. */
export const onStrangers = (turn: Turn, zone: ZoneId, fresh: number): void => {
  const watch = turn.watch(zone);
  if (watch.presence === null || turn.roomAt(zone) !== undefined) return;
  const before = watch.presence.strangers ?? { since: turn.now, fresh: 0, told: false };
  const strangers = { ...before, fresh: before.fresh + fresh };
  turn.watches.set(zone, { ...watch, presence: { ...watch.presence, strangers } });
};

export const strangersDueAt = ({ presence }: Watch): EpochMs | null => {
  const strangers = presence?.strangers ?? null;
  return strangers === null || strangers.told ? null : epochMs(strangers.since + patienceMs);
};

/**
 * Somebody moves, and no key was heard but keys of nobody: who is waited for is refused. Few who
 * came with somebody known are refused together, by one journey that ends as it begins; a crowd that
 * only passes is none. Whatever the number, a presence tells of strangers once.
 */
export const refuseStrangers = (turn: Turn, zone: ZoneId): void => {
  const watch = turn.watch(zone);
  const due = strangersDueAt(watch);
  const strangers = watch.presence?.strangers ?? null;
  if (due === null || turn.now < due || watch.presence === null || strangers === null) return;
  turn.watches.set(zone, {
    ...watch,
    presence: { ...watch.presence, strangers: { ...strangers, told: true } },
  });
  const waiting = turn.waitingIn(zone) ?? companyOf(turn, zone, strangers);
  if (waiting === null) return;
  const hops = { ...turn.latest(waiting).journey.hops, sighting: strangers.since };
  const refused = { state: 'refused', refusal: 'unknown' } as const;
  turn.update(waiting, { ...refused, hops: { ...hops, identity: turn.now } });
  turn.note(waiting, { active: false });
};

const companyOf = (turn: Turn, zone: ZoneId, { fresh }: Strangers) => {
  const { presence } = turn.watch(zone);
  if (presence === null || fresh === 0 || fresh > few) return null;
  const hops = { presence: presence.at };
  return turn.open({ ...blankJourney(turn.newId(), zone), hops }, { silent: true });
};
