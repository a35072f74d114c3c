import type { Role } from '../actor.ts';

export type Me = { id: string; name: string; email: string; role: Role; person: string | null };
