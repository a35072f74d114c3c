import { inList } from '../lists.ts';
import type { RefusalWords } from './refusal-words.ts';

/** Why a save that was made from an older version is not stored, and what a program must send. */
export const staleRefusals = {
  changedMeanwhile: (fields: readonly string[], by: string | null): RefusalWords => ({
    message: `${by ?? 'Somebody'} changed this meanwhile: ${inList(fields)}.`,
    remedy: 'Look at both versions, choose one for each, and save again.',
  }),
  listNeedsBase: (field: string): RefusalWords => ({
    message: `“${field}” replaces the whole list, and nobody can tell from which one it was made.`,
    remedy: `Send as “base” what you read: its version and its ${field}.`,
  }),
  version: 'The version is the number that was read with it',
} as const;
