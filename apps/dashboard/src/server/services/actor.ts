import type { PersonId } from '@nanoedge/protocol';
import { accessRefusals } from '@nanoedge/words';
import { type Role, roles } from '../db/schema/index.ts';
import { Forbidden } from './errors.ts';

/** Who asks: a signed-in user, and the person of the building that they are, if they are one. */
export interface Actor {
  user: string;
  name: string;
  role: Role;
  person: PersonId | null;
  /** Whether their browser has twice twelve hours a day; absent: as the language has it. */
  hour12?: boolean;
  /** From where they ask; absent: not over the network. */
  address?: string;
  /** The session that they ask with. */
  session?: string;
}

/** Throws Forbidden unless the actor's role is at least `least` (viewer < organiser < admin). */
export const requireRole = (actor: Actor, least: Role): void => {
  if (roles.indexOf(actor.role) < roles.indexOf(least))
    throw new Forbidden(accessRefusals.role(least, actor.role));
};
