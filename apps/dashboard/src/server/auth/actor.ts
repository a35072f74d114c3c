import { PersonId, parse } from '@nanoedge/protocol';
import { hasTwelveHours } from '@nanoedge/words';
import type { IncomingHttpHeaders } from 'node:http';
import * as z from 'zod';
import { roles } from '../db/schema/index.ts';
import type { Actor } from '../services/actor.ts';
import type { Auth } from './auth.ts';

const Role = z.enum(roles);

/** The clock of whoever asks, by the first language that their browser names. */
const hoursOf = (languages: string | undefined): Pick<Actor, 'hour12'> => {
  const first = languages?.split(/[,;]/)[0]?.trim() ?? '';
  return first === '' ? {} : { hour12: hasTwelveHours(first) };
};

/** Who is signed in by the session cookie of these headers; null: nobody. */
export const actorOf = async (
  auth: Auth,
  headers: Pick<IncomingHttpHeaders, 'cookie' | 'accept-language'>,
): Promise<Actor | null> => {
  if (headers.cookie === undefined) return null;
  const found = await auth.api.getSession({ headers: new Headers({ cookie: headers.cookie }) });
  if (found === null) return null;
  const { id, name, role, person } = found.user;
  return {
    user: id,
    name,
    role: Role.parse(role),
    ...hoursOf(headers['accept-language']),
    person: typeof person === 'string' ? parse(PersonId, person, 'person of the user') : null,
  };
};
