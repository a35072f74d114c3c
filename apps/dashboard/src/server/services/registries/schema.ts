import { registryProblems } from '@nanoedge/words';
import * as z from 'zod/mini';

const Username = z
  .string()
  .check(z.trim(), z.maxLength(200), z.regex(/^[^:\p{Cc}]*$/u, registryProblems.username));

/** An empty name and an empty password: the registry is asked as anybody. */
export const RegistryInput = z.object({
  host: z.string().check(z.minLength(1), z.maxLength(255)),
  username: z._default(Username, ''),
  password: z._default(z.string().check(z.maxLength(8_192)), ''),
  plain: z._default(z.boolean(), false),
});
export type RegistryInput = z.infer<typeof RegistryInput>;

export const RegistryRef = z.object({ host: z.string().check(z.maxLength(255)) });
export type RegistryRef = z.infer<typeof RegistryRef>;
