import type { ChangedEntity, SiteId } from '@nanoedge/protocol';
import type { Deps } from './deps.ts';
import { refreshDesired } from './desired/refresh.ts';

/**
 * After a commit: the site's devices get what they should do now, its browsers hear what changed.
 * The change is made already, so trouble here is logged and not the asker's; the regular check
 * brings the devices up to date.
 */
export const announce = async (
  deps: Deps,
  site: SiteId,
  entity: ChangedEntity | readonly ChangedEntity[],
): Promise<void> => {
  for (const changed of typeof entity === 'string' ? [entity] : entity)
    deps.live.changed(site, changed);
  try {
    await refreshDesired(deps, site);
  } catch (error) {
    deps.log.error({ err: error, site }, 'could not compile desired state');
  }
};
