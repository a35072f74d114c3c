import { asc } from 'drizzle-orm';
import { releases } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { trySigning } from './sign-release.ts';

/**
 * Signs what was stored before this dashboard had its release key, once, oldest first. Later nothing
 * is signed because it is there: who can write the tables cannot have it signed by a restart.
 */
export const adoptReleases = async (
  deps: Pick<Deps, 'db' | 'identity' | 'now' | 'log'>,
): Promise<void> => {
  if (!deps.identity.releases.isNew) return;
  const count = await deps.db.transaction(async (tx) => {
    const rows = await tx
      .select()
      .from(releases)
      .orderBy(asc(releases.createdAt), asc(releases.id))
      .for('update');
    for (const row of rows)
      await trySigning(tx, row, { signing: deps, made: row.createdAt.getTime() });
    return rows.length;
  });
  await deps.identity.releases.used();
  deps.log.info({ releases: count }, 'stored releases are signed by the new release key');
};
