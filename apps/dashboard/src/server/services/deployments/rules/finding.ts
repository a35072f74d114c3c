import type { PreflightFinding } from '../view.ts';

/** Something that blocks. */
export const against = (
  check: PreflightFinding['check'],
  field: string | null,
  said: { message: string; remedy?: string },
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
  said: { message: string; remedy?: string },
): PreflightFinding => ({
  ...against(check, field, said),
  blocks: false,
});
