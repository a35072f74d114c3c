import { asc } from 'drizzle-orm';
import { sites } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { requireRole } from '../actor.ts';
import type { Deps } from '../deps.ts';
import type { SiteRow } from './view.ts';

export const listSites = (deps: Deps, actor: Actor): Promise<SiteRow[]> => {
  requireRole(actor, 'viewer');
  return deps.db
    .select({ id: sites.id, name: sites.name })
    .from(sites)
    .orderBy(asc(sites.createdAt), asc(sites.id));
};
