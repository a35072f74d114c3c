import type { PersonId, SiteId } from '@nanoedge/protocol';
import type { Role } from '../../../policy/roles.ts';

export interface MeView {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** The only site whose things they see; null: every site. */
  site: SiteId | null;
  person: PersonId | null;
}

/** Where somebody is signed in; times are epoch milliseconds. `program`: what it said that it is. */
export interface OwnSession {
  id: string;
  /** The one with which they ask. */
  isThis: boolean;
  signedInAt: number;
  until: number;
  address: string | null;
  program: string | null;
}
