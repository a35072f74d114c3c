import * as z from 'zod/mini';
import { SiteInput } from '../site/schema.ts';

/** `atOnce`: what was given before is worth nothing, also to devices that have not heard yet. */
export const ChangeKeysInput = z.extend(SiteInput, { atOnce: z.boolean() });
export type ChangeKeysInput = z.infer<typeof ChangeKeysInput>;
