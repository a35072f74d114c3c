import { PersonId, parse } from '@nanoedge/protocol';
import * as z from 'zod';
import { roles } from '../db/schema/index.ts';
import type { Actor } from '../services/actor.ts';
import type { Auth } from './auth.ts';

const Role = z.enum(roles);

/** Who is signed in by the session cookie of these headers; null: nobody. */
export const actorOf = async (
  auth: Auth,
  headers: { cookie?: string | undefined },
): Promise<Actor | null> => {
  if (headers.cookie === undefined) return null;
  const found = await auth.api.getSession({ headers: new Headers({ cookie: headers.cookie }) });
  if (found === null) return null;
  const { id, name, role, person } = found.user;
  return {
    user: id,
    name,
    role: Role.parse(role),
    person: typeof person === 'string' ? parse(PersonId, person, 'person of the user') : null,
  };
};
