import type { EpochMs, GivenUpEvent } from '@nanoedge/protocol';
import { type Amount, encoded, type OutboxRows, type WaitingRow } from './rows.ts';
import { givenUpInOrder } from './worth.ts';

const ofTheAgent = { deployment: null, nanoservice: null };

/** The cheapest and oldest rows that free so much, or all that may go. */
const victims = (rows: OutboxRows, wanted: Amount, kept: number): WaitingRow[] => {
  const found: WaitingRow[] = [];
  let bytes = 0;
  for (const worth of givenUpInOrder)
    for (const row of rows.ofWorth(worth, kept)) {
      if (found.length >= wanted.events && bytes >= wanted.bytes) return found;
      found.push(row);
      bytes += row.bytes;
    }
  return found;
};

/** One notice for all that was given up since the last one that may have been sent. */
const noticeOf = (
  gone: readonly WaitingRow[],
  before: GivenUpEvent | null,
  at: EpochMs,
): GivenUpEvent => {
  const types: Record<string, number> = { ...before?.types };
  for (const { body } of gone) types[body.type] = (types[body.type] ?? 0) + 1;
  const times = gone.map(({ body }) => body.at);
  return {
    type: 'events.given-up',
    at,
    count: gone.length + (before?.count ?? 0),
    from: times.reduce((least, time) => (time < least ? time : least), before?.from ?? at),
    to: times.reduce((most, time) => (time > most ? time : most), before?.to ?? times[0] ?? at),
    types,
  };
};

/**
 * Gives up what frees `wanted`, cheapest and oldest first, and puts an event in its place that says
 * how much that was. The first `kept` rows stay: they may be on their way. Call it in a transaction.
 */
export const giveUp = (
  rows: OutboxRows,
  { wanted, kept, at }: { wanted: Amount; kept: number; at: EpochMs },
): void => {
  const gone = victims(rows, wanted, kept);
  if (gone.length === 0) return;
  const before = rows.notice(kept);
  const said = before?.body.type === 'events.given-up' ? before.body : null;
  rows.drop([...gone.map(({ id }) => id), ...(before === null ? [] : [before.id])]);
  rows.put(encoded(ofTheAgent, noticeOf(gone, said, at)));
};
