import { passwordLength } from '@nanoedge/base';
import { PersonId, SiteId } from '@nanoedge/protocol';
import { accountRefusals } from '@nanoedge/words';
import * as z from 'zod';
import { roles } from '../../../policy/roles.ts';

/** An account by its id. */
export const AccountRef = z.object({ account: z.string().min(1).max(100) });
export type AccountRef = z.infer<typeof AccountRef>;

export const SetRoleInput = AccountRef.extend({ role: z.enum(roles) });
export type SetRoleInput = z.infer<typeof SetRoleInput>;

/**
 * `site`: the only one whose things it sees; null: every site. `person`: who of a site it belongs
 * to, whose meetings are theirs then; null: nobody.
 */
export const CreateAccountInput = z.object({
  email: z.email(accountRefusals.email).max(200, accountRefusals.email).toLowerCase(),
  name: z.string().trim().min(1, accountRefusals.name).max(120, accountRefusals.name),
  role: z.enum(roles),
  site: z.nullable(SiteId).default(null),
  person: z.nullable(PersonId).default(null),
});
/** One of an invitation or of another link into an account, by its id. */
export const AccountLinkRef = z.object({ link: z.string().min(1).max(100) });
export type AccountLinkRef = z.infer<typeof AccountLinkRef>;

/** What is in the link itself. */
const LinkToken = z.string().max(200);
export const OpenLinkInput = z.object({ token: LinkToken });

/** `proof`: that whoever asks reads the dashboard's secrets, as `recoveryProof` makes it. */
export const RecoverInput = z.object({
  email: z.email(accountRefusals.email).max(200, accountRefusals.email).toLowerCase(),
  at: z.number(),
  proof: z.string().max(100),
});
export type RecoverInput = z.infer<typeof RecoverInput>;

export const AcceptLinkInput = z.object({
  token: LinkToken,
  password: z
    .string()
    .min(passwordLength.min, accountRefusals.password)
    .max(passwordLength.max, accountRefusals.password),
});
export type AcceptLinkInput = z.infer<typeof AcceptLinkInput>;
export type CreateAccountInput = z.infer<typeof CreateAccountInput>;
