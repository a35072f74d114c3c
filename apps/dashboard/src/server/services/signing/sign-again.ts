import { auditSentences } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { releases, sites } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { announce } from '../announce.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import type { ReleaseRef } from './schema.ts';
import { signRelease } from './sign-release.ts';

/**
 * Signs a release as it is stored, as the newest of its nanoservice: for one that was not signed, was
 * changed since, or that devices take for an older one after the database was put back to a copy.
 * Throws NotFound.
 */
export const signReleaseAgain = async (
  deps: Deps,
  actor: Actor,
  { release }: ReleaseRef,
): Promise<void> => {
  demand(actor, 'release.sign');
  await deps.db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(releases)
      .where(eq(releases.id, release))
      .for('update')
      .limit(1);
    if (row === undefined) throw new NotFound('release', release);
    await signRelease(tx, row, { signing: deps, made: deps.now(), anew: true });
    await record(tx, actor, {
      site: null,
      action: 'sign',
      entity: 'release',
      subject: row.id,
      summary: auditSentences.releases.signed(row.nanoservice, row.version),
    });
  });
  for (const { id } of await deps.db.select({ id: sites.id }).from(sites))
    await announce(deps, id, 'deployments');
};
