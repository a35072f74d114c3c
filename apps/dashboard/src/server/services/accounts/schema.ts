import * as z from 'zod';
import { roles } from '../../db/schema/index.ts';

/** An account by its id. */
export const AccountRef = z.object({ account: z.string().min(1).max(100) });
export type AccountRef = z.infer<typeof AccountRef>;

export const SetRoleInput = AccountRef.extend({ role: z.enum(roles) });
export type SetRoleInput = z.infer<typeof SetRoleInput>;
