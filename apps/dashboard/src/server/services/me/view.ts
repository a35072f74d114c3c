import type { Role } from '../../db/schema/index.ts';

export interface MeView {
  id: string;
  name: string;
  email: string;
  role: Role;
  person: string | null;
}
