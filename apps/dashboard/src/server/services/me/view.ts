import type { Role } from '../../db/schema/index.ts';

export interface MeView {
  id: string;
  name: string;
  email: string;
  role: Role;
  person: string | null;
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
