import { desc, eq } from 'drizzle-orm';
import { nanoservices, releases } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { releaseView } from './release-view.ts';
import type { NanoserviceRef } from './schema.ts';
import type { NanoserviceReleases } from './view.ts';

/** The releases of one nanoservice, newest first; none of one that nobody knows yet. */
export const listReleases = async (
  deps: Deps,
  actor: Actor,
  input: NanoserviceRef,
): Promise<NanoserviceReleases> => {
  demand(actor, 'nanoservice.read');
  const [known] = await deps.db
    .select({ title: nanoservices.title })
    .from(nanoservices)
    .where(eq(nanoservices.name, input.nanoservice))
    .limit(1);
  const versions = await deps.db
    .select()
    .from(releases)
    .where(eq(releases.nanoservice, input.nanoservice))
    .orderBy(desc(releases.createdAt));
  return {
    title: known?.title ?? input.nanoservice,
    releases: versions.map((row) => releaseView(row, deps)),
  };
};
