import { sites } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { refreshDesired } from './refresh.ts';

/**
 * Meetings come near and pass: brings every site's desired state up to date with the time. A site
 * that cannot be brought up to date keeps what it has, and holds up no other and no start.
 */
export const refreshAllSites = async (deps: Deps): Promise<void> => {
  for (const { id } of await deps.db.select({ id: sites.id }).from(sites))
    await refreshDesired(deps, id).catch((error: unknown) =>
      deps.log.error({ err: error, site: id }, 'the desired state of a site was not renewed'),
    );
};
