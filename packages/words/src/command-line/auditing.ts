import { plural } from '../numbers.ts';

interface Told {
  actorName: string;
  summary: string;
}

/** What `nanoedge audit verify` says. `row`: its place, id and time. */
export const auditLines = {
  empty: 'The audit trail is empty.',
  whole: ({ rows, first, head }: { rows: number; first: number; head: string }): string =>
    `The audit trail is whole: ${plural(rows, 'row')} from ${String(first)}. Its end is ${head}`,
  changed: (row: string, { actorName, summary }: Told): string =>
    `Row ${row} was changed. It says now: ${actorName}: ${summary}`,
  moved: (row: string, { actorName, summary }: Told): string =>
    `Row ${row} does not follow the one before it: one of them was replaced, moved or inserted. It says: ${actorName}: ${summary}`,
  removed: (row: string, _told: Told): string => `Before row ${row} rows were removed.`,
  inserted: (row: string, { actorName, summary }: Told): string =>
    `Row ${row} was inserted past the chain. It says: ${actorName}: ${summary}`,
  cut: (last: number, until: number): string =>
    `The newest rows were removed: the trail ends with row ${String(last)} and went to ${String(until)}.`,
  other: (seq: number): string =>
    `Row ${String(seq)} is not the one that was there before: the trail was written anew.`,
  noPlace: (text: string): string =>
    `“${text}” is no place of the chain; give it as it was printed: number:hash.`,
  cutShort: 'The dashboard did not send the whole audit trail; try again.',
  unreadableSeen: (file: string): string =>
    `${file} cannot be read; where the chain ended before is not known. Delete it to begin anew.`,
} as const;
