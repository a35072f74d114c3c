import { asc } from 'drizzle-orm';
import { nanoservices } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import type { NanoserviceTitle } from './view.ts';

/** What every known nanoservice is called, by name. */
export const listNanoserviceTitles = async (
  deps: Deps,
  actor: Actor,
): Promise<NanoserviceTitle[]> => {
  demand(actor, 'nanoservice.read');
  const known = await deps.db
    .select({ name: nanoservices.name, title: nanoservices.title })
    .from(nanoservices)
    .orderBy(asc(nanoservices.name));
  return known.map(({ name, title }) => ({ name, title: title ?? name }));
};
