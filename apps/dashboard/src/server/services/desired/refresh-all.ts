import { sites } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { refreshDesired } from './refresh.ts';

/** Meetings come near and pass: brings every site's desired state up to date with the time. */
export const refreshAllSites = async (deps: Deps): Promise<void> => {
  for (const { id } of await deps.db.select({ id: sites.id }).from(sites))
    await refreshDesired(deps, id);
};
