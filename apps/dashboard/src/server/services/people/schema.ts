import { Colour, IdentityKey, PersonId, SiteId } from '@nanoedge/protocol';
import { personRefusals } from '@nanoedge/words';
import * as z from 'zod';
import { Version } from '../edits/settle-edit.ts';

const name = z.string().trim().min(1, personRefusals.noName).max(200, personRefusals.longName);
const initials = z.string().trim().min(1, personRefusals.initials).max(3, personRefusals.initials);

export const ListPeopleInput = z.object({
  site: SiteId,
  query: z.string().trim().max(120).optional(),
});
export type ListPeopleInput = z.infer<typeof ListPeopleInput>;

/**
 * Without initials or colour the server picks them (the colour least used in the site, out of
 * Okabe–Ito).
 */
export const CreatePersonInput = z.object({
  site: SiteId,
  name,
  initials: initials.optional(),
  colour: z.optional(Colour),
});
export type CreatePersonInput = z.infer<typeof CreatePersonInput>;

/** Only what is given changes; with `base`, what it was made from, also if others changed since. */
export const UpdatePersonInput = z.object({
  id: PersonId,
  name: name.optional(),
  initials: initials.optional(),
  colour: z.optional(Colour),
  base: z
    .object({
      version: Version,
      name: z.string().optional(),
      initials: z.string().optional(),
      colour: z.optional(Colour),
    })
    .optional(),
});
export type UpdatePersonInput = z.infer<typeof UpdatePersonInput>;

export const PersonRef = z.object({ id: PersonId });
export type PersonRef = z.infer<typeof PersonRef>;

export const AddKeyInput = z.object({
  person: PersonId,
  key: IdentityKey,
  label: z.string().trim().max(80).optional(),
});
export type AddKeyInput = z.infer<typeof AddKeyInput>;

export const RemoveKeyInput = z.object({ person: PersonId, key: z.uuid() });
export type RemoveKeyInput = z.infer<typeof RemoveKeyInput>;
