import { eq } from 'drizzle-orm';
import { sites } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import type { SiteInput } from '../site/schema.ts';
import { readPlan } from './read.ts';
import type { PlanView } from './view.ts';

/** The plan of a site to be drawn on, and from which version it was read. */
export const getPlan = async (deps: Deps, actor: Actor, { site }: SiteInput): Promise<PlanView> => {
  demand(actor, 'plan.edit', { site });
  return deps.db.transaction(
    async (tx) => {
      const [row] = await tx.select().from(sites).where(eq(sites.id, site)).limit(1);
      if (row === undefined) throw new NotFound('site', site);
      return readPlan(tx, row);
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
};
