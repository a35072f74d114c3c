import type { SiteId } from '@nanoedge/protocol';
import { auditSentences } from '@nanoedge/words';
import { eq, lt, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { siteKeys } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record, system } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { freshSiteSecret } from '../desired/keys.ts';
import { refreshDesired } from '../desired/refresh.ts';
import { lockSite } from '../site/lock.ts';
import { getSiteKeys } from './get.ts';
import type { ChangeKeysInput } from './schema.ts';
import type { SiteKeysView } from './view.ts';

/** After so long the keys of a site are changed without anybody asking. */
const longestMs = 30 * 24 * 3_600_000;

/** Steps of one change, and steps after which no secret of before is heard any more. */
const steps = { gently: 1, atOnce: 3 } as const;

/** At once, keys are made of another secret, also where the one of before cannot be read. */
const advance = async (
  deps: Pick<Deps, 'vault' | 'now'>,
  tx: Tx,
  { site, how }: { site: SiteId; how: keyof typeof steps },
): Promise<void> => {
  const by = steps[how];
  await tx
    .update(siteKeys)
    .set({
      epoch: sql`${siteKeys.epoch} + ${by}`,
      rotatedAt: new Date(deps.now()),
      ...(how === 'atOnce' ? { secret: freshSiteSecret(deps, site) } : {}),
    })
    .where(eq(siteKeys.site, site));
};

/** Gives the services of a site other keys, gently or at once. */
export const changeSiteKeys = async (
  deps: Deps,
  actor: Actor,
  { site, atOnce }: ChangeKeysInput,
): Promise<SiteKeysView> => {
  demand(actor, 'siteKeys.change', { site });
  await deps.db.transaction(async (tx) => {
    const { name } = await lockSite(tx, site);
    await advance(deps, tx, { site, how: atOnce ? 'atOnce' : 'gently' });
    const summary = auditSentences.keys[atOnce ? 'revoked' : 'changed'](name);
    await record(tx, actor, { site, action: 'change', entity: 'site', subject: site, summary });
  });
  await refreshDesired(deps, site);
  return getSiteKeys(deps, actor, { site });
};

/** Changes gently what was not changed for 30 days. */
export const changeOldKeys = async (deps: Deps): Promise<void> => {
  const before = new Date(deps.now() - longestMs);
  const old = await deps.db
    .select({ site: siteKeys.site })
    .from(siteKeys)
    .where(lt(siteKeys.rotatedAt, before));
  for (const { site } of old) {
    await deps.db.transaction(async (tx) => {
      const { name } = await lockSite(tx, site);
      await advance(deps, tx, { site, how: 'gently' });
      const summary = auditSentences.keys.changed(name);
      await record(tx, system, { site, action: 'change', entity: 'site', subject: site, summary });
    });
    // What a site has against it keeps no other from other keys, nor the rest of the house work
    await refreshDesired(deps, site).catch((error: unknown) =>
      deps.log.error({ err: error, site }, 'the desired state of a site was not renewed'),
    );
  }
};
