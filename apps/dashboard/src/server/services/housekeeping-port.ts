/**
 * For how many days each kind of history is kept; 0: for ever. `events` with their journeys; `runs`
 * with their steps and log lines, and what can be undone with them; `meetings` from their end, with
 * their content; `removed`: meetings that somebody removed, and content that no meeting has.
 */
export interface HistoryKept {
  events: number;
  audit: number;
  runs: number;
  attendance: number;
  meetings: number;
  removed: number;
}

/** What one round deleted, in rows. */
export type Forgotten = Record<
  | 'events'
  | 'journeys'
  | 'audit'
  | 'runs'
  | 'deployments'
  | 'attendances'
  | 'meetings'
  | 'contents'
  | 'signIns'
  | 'links',
  number
>;

/** How long history is kept, and what the last round since the start deleted; null before it. */
export interface Housekeeping {
  readonly kept: HistoryKept;
  last: { at: number; gone: Forgotten } | null;
}
