import type { Role } from '../../db/schema/index.ts';

export interface Me {
  id: string;
  name: string;
  email: string;
  role: Role;
  person: string | null;
}
