import type { Journey } from '@nanoedge/protocol';
import { hourMs, minuteMs } from './durations.ts';

type Told = Pick<Journey, 'id' | 'state' | 'person' | 'meeting' | 'updatedAt'>;

const ended: ReadonlySet<Journey['state']> = new Set(['left', 'refused', 'unrecognised', 'lost']);

/** Whether nothing more happens on a journey unless a fact changes. */
export const hasEnded = (state: Journey['state']): boolean => ended.has(state);

/**
 * Until when (epoch ms) somebody may be said to be where their journey put them although nothing
 * more was heard: every state ends by itself at the edge, so one that outlives that by far has lost
 * its controller. A person in a room is believed until their meeting is over.
 */
export const believedUntil = ({ state, meeting, updatedAt }: Told): number => {
  switch (state) {
    case 'waiting':
    case 'identifying':
      return updatedAt + 5 * minuteMs;
    case 'guiding':
      return Math.min(updatedAt + 20 * minuteMs, (meeting?.endsAt ?? Infinity) + 2 * minuteMs);
    case 'arrived':
    case 'in-meeting':
      return (meeting?.endsAt ?? updatedAt + hourMs) + 2 * minuteMs;
    case 'left':
    case 'refused':
    case 'unrecognised':
    case 'lost':
      return updatedAt;
  }
};

/** Whether `a` says something newer of the same person than `b`. */
const isNewer = (a: Told, b: Told): boolean =>
  a.updatedAt > b.updatedAt || (a.updatedAt === b.updatedAt && a.id > b.id);

/**
 * The newest journey of each person, and every journey of somebody who is not known: a person is in
 * one place, whatever older journeys still say.
 */
export const newestOfEach = <T extends Told>(journeys: Iterable<T>): T[] => {
  const newest = new Map<string, T>();
  for (const journey of journeys) {
    const whose = journey.person === null ? `journey ${journey.id}` : `person ${journey.person.id}`;
    const known = newest.get(whose);
    if (known === undefined || isNewer(journey, known)) newest.set(whose, journey);
  }
  return [...newest.values()];
};

/** Who is in the building at `now` (epoch ms): the journeys that go on and may still be believed. */
export const whoIsHere = <T extends Told>(journeys: Iterable<T>, now: number): T[] =>
  newestOfEach(journeys).filter(
    (journey) => !hasEnded(journey.state) && now < believedUntil(journey),
  );
