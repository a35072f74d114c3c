import type { JourneyId } from '@nanoedge/protocol';
import type { Entry } from './model.ts';
import type { Turn } from './turn.ts';

/** A re-decision that failed is tried again after this; it cannot wait for a sighting. */
const askAgainSeconds = 2;

/**
 * Asks whose key it is and who expects them, with what is known already. While an answer is waited
 * for, what is asked meanwhile is asked once it came: it may be older than the reason to ask.
 */
export const ask = (turn: Turn, entry: Entry): void => {
  const { id, key, person, meeting, state } = turn.latest(entry).journey;
  if (key === null || turn.latest(entry).after === 'key-behind') return;
  if (turn.latest(entry).asking) {
    turn.note(entry, { askAgainAt: turn.now });
    return;
  }
  turn.note(entry, { asking: true, askAgainAt: null });
  const held = { person: person?.id, meeting: state === 'left' ? null : (meeting?.id ?? null) };
  turn.commands.push({
    kind: 'identify',
    journey: id,
    key,
    zone: entry.heardIn,
    ...(held.person === undefined ? {} : { held: { ...held, person: held.person } }),
  });
};

/** The roster changed, so everybody who is followed is decided anew. */
export const onRoster = (turn: Turn, revision: number): void => {
  if (turn.roster === revision) return;
  turn.roster = revision;
  for (const entry of turn.active()) ask(turn, entry);
};

export const onIdentifyFailed = (turn: Turn, id: JourneyId): void => {
  const entry = turn.entries.get(id);
  if (entry === undefined) return;
  // A key that is heard for the first time is heard again soon. Nobody else can wait for that: on a
  // corridor no scanner hears them, and who is known already must not stay what they no longer are.
  const waits = entry.journey.state === 'identifying' && entry.guidance === null;
  turn.note(entry, { asking: false, askAgainAt: waits ? null : turn.in(askAgainSeconds) });
};
