import { passwordLength } from '@nanoedge/base';
import { accountRefusals } from '@nanoedge/words';
import * as z from 'zod';

/** `current` may be a password of before the rules. */
export const ChangePasswordInput = z.object({
  current: z.string().max(passwordLength.max, accountRefusals.password),
  password: z
    .string()
    .min(passwordLength.min, accountRefusals.password)
    .max(passwordLength.max, accountRefusals.password),
});
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;
