import type { SeenEvent } from '@/browser/live/reduce.ts';

/** So often the same has to happen before it takes one row instead of many. */
const fewest = 3;
/** What is further apart than this is another story; slow tries are five minutes apart. */
const withinMs = 15 * 60_000;

/** A row of a list of events: the newest of `count` that say the same, the oldest of them `since`. */
export interface FoldedEvent {
  seen: SeenEvent;
  count: number;
  /** Epoch ms of the edge's clock. */
  since: number;
}

/** What two events must share to be the same again; null for those that are never folded. */
const sameness = ({ event }: SeenEvent): string | null => {
  const { body, device } = event;
  if (body.type === 'service.starting' || body.type === 'service.answering')
    return [device, body.type, body.deployment].join(' ');
  if (
    body.type === 'service.exited' ||
    body.type === 'service.failed' ||
    body.type === 'service.drifted'
  )
    return [device, body.type, body.deployment, body.detail].join(' ');
  return null;
};

/**
 * Events, newest first, with each that comes again and again once: what fails for hours must not
 * push everything else out. Pure.
 */
export const foldRepeats = (newestFirst: readonly SeenEvent[]): FoldedEvent[] => {
  const open = new Map<string, FoldedEvent>();
  const chains = newestFirst.map((seen): FoldedEvent => {
    const key = sameness(seen);
    const { at } = seen.event.body;
    const known = key === null ? undefined : open.get(key);
    if (known !== undefined && known.since - at <= withinMs) {
      known.count += 1;
      known.since = at;
      return known;
    }
    const chain = { seen, count: 1, since: at };
    if (key !== null) open.set(key, chain);
    return chain;
  });
  return newestFirst.flatMap((seen, index) => {
    const chain = chains[index];
    if (chain === undefined || chain.count < fewest)
      return [{ seen, count: 1, since: seen.event.body.at }];
    return chain.seen === seen ? [chain] : [];
  });
};
