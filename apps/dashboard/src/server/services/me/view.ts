import type { Role } from '../actor.ts';

export interface Me {
  id: string;
  name: string;
  email: string;
  role: Role;
  person: string | null;
}
