import type { PersonSummary, WalkCommand } from '@nanoedge/protocol';

/**
 * Somebody who can be let in. `person` null: the stranger. `invited`: the titles of today's
 * meetings that expect them.
 */
export interface WalkerView {
  walker: string;
  label: string;
  person: PersonSummary | null;
  keys: number;
  invited: string[];
}

/** `agents` is how many connected agents took the command. */
export interface WalkStarted {
  walker: string;
  startAt: number;
  legs: WalkCommand['legs'];
  agents: number;
}

/** The walker whose key nobody knows. */
export const stranger = 'stranger';
