import type { SiteId } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import { sites } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { type Flaw, Flaws } from '../flaws.ts';
import { readSite } from './read-site.ts';

/** What is stored wrong of a site's facts, for the people who can mend it. */
export const listFlaws = (deps: Deps, actor: Actor, site: SiteId): Promise<Flaw[]> => {
  demand(actor, 'site.read', { site });
  return deps.db.transaction(async (tx) => {
    const [row] = await tx.select().from(sites).where(eq(sites.id, site)).limit(1);
    if (row === undefined) throw new NotFound('site', site);
    const flaws = new Flaws();
    const releaseKey = deps.identity.releases.said;
    await readSite(tx, row, { now: deps.now(), flaws, releaseKey });
    return flaws.found;
  });
};
