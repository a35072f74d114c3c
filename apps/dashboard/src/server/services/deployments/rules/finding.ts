import type { RefusalWords } from '@nanoedge/words';
import type { PreflightFinding } from '../view.ts';

/** Something that blocks. */
export const against = (
  check: PreflightFinding['check'],
  field: string | null,
  said: RefusalWords,
): PreflightFinding => ({
  check,
  blocks: true,
  field,
  message: said.message,
  remedy: said.remedy ?? null,
});

/** Something that is worth knowing before. */
export const about = (
  check: PreflightFinding['check'],
  field: string | null,
  said: RefusalWords,
): PreflightFinding => ({
  ...against(check, field, said),
  blocks: false,
});
