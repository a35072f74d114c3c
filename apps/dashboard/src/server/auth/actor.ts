import { PersonId, parse, SiteId } from '@nanoedge/protocol';
import { hasTwelveHours } from '@nanoedge/words';
import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { roles } from '../../policy/roles.ts';
import type { Actor } from '../services/actor.ts';
import type { ClientAddress } from './client-address.ts';
import type { Auth } from './auth.ts';

const Role = z.enum(roles);

/** The clock of whoever asks, by the first language that their browser names. */
const hoursOf = (languages: string | undefined): Pick<Actor, 'hour12'> => {
  const first = languages?.split(/[,;]/)[0]?.trim() ?? '';
  return first === '' ? {} : { hour12: hasTwelveHours(first) };
};

/** Who is signed in by the session cookie of a request; null: nobody. */
export type ActorOf = (request: IncomingMessage) => Promise<Actor | null>;

export const actorsOf =
  (auth: Auth, clientAddress: ClientAddress): ActorOf =>
  async (request) => {
    const { headers } = request;
    if (headers.cookie === undefined) return null;
    const found = await auth.api.getSession({ headers: new Headers({ cookie: headers.cookie }) });
    if (found === null) return null;
    const { id, name, role, site, person, disabledAt } = found.user;
    // A session that was being made while the account was disabled
    if (disabledAt instanceof Date) return null;
    return {
      user: id,
      name,
      role: Role.parse(role),
      site: typeof site === 'string' ? parse(SiteId, site, 'site of the user') : null,
      ...hoursOf(headers['accept-language']),
      person: typeof person === 'string' ? parse(PersonId, person, 'person of the user') : null,
      address: clientAddress(request),
      session: found.session.id,
    };
  };
