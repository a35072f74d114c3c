import { passwordLength } from '@nanoedge/base';
import { accountRefusals } from '@nanoedge/words';
import * as z from 'zod';

/** `current` may be a password of before the rules. */
export const OwnPasswordInput = z.object({
  current: z.string().max(passwordLength.max, accountRefusals.password),
});
export type OwnPasswordInput = z.infer<typeof OwnPasswordInput>;

export const ConfirmSecondFactorInput = z.object({
  code: z.string().regex(/^\d{6}$/, accountRefusals.code),
});
export type ConfirmSecondFactorInput = z.infer<typeof ConfirmSecondFactorInput>;

export const ChangePasswordInput = OwnPasswordInput.extend({
  password: z
    .string()
    .min(passwordLength.min, accountRefusals.password)
    .max(passwordLength.max, accountRefusals.password),
});
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;
