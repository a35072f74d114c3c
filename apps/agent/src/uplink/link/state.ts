/**
 * Where the link to the dashboard is. `waiting`: between two tries; `refused`: as waiting, after a
 * no.
 */
export type LinkState =
  | 'enrolling'
  | 'connecting'
  | 'proving'
  | 'greeting'
  | 'online'
  | 'waiting'
  | 'refused'
  | 'stopped';

/** Why a session ended, and how long it had been online (null: it never was). */
export interface SessionEnd {
  kind: 'lost' | 'refused';
  reason: string;
  onlineMs: number | null;
  /** When the dashboard, busy with others, asked us to come back; null: it did not. */
  comeBackMs: number | null;
}
