import { randomBytes } from 'node:crypto';
import type { SiteId } from '@nanoedge/protocol';
import { siteKeyRefusals } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { siteKeys } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { Conflict } from '../errors.ts';
import type { SiteKeys } from './site-rows.ts';

type Vault = Pick<Deps, 'vault'>;

/** What the secret of a site is sealed for: in the row of another it opens not. */
const purposeOf = (site: SiteId): string => `site-keys:${site}`;

/** Seals the secret of a site, 64 hexadecimal digits, for its row. */
export const sealSiteSecret = ({ vault }: Vault, site: SiteId, secret: string): string =>
  vault.seal(secret, purposeOf(site));

/** A secret that no edge was made of, sealed for the row of the site. */
export const freshSiteSecret = (deps: Vault, site: SiteId): string =>
  sealSiteSecret(deps, site, randomBytes(32).toString('hex'));

/**
 * The keys of a site, made with the first question. Throws Conflict when they were sealed with
 * another key than this installation has now.
 */
export const readSiteKeys = async (deps: Vault, tx: Tx, site: SiteId): Promise<SiteKeys> => {
  const secret = freshSiteSecret(deps, site);
  await tx.insert(siteKeys).values({ site, secret }).onConflictDoNothing();
  const [row] = await tx
    .select({ secret: siteKeys.secret, epoch: siteKeys.epoch })
    .from(siteKeys)
    .where(eq(siteKeys.site, site));
  const opened = row === undefined ? null : deps.vault.open(row.secret, purposeOf(site));
  if (row === undefined || opened === null)
    throw new Conflict('keys', siteKeyRefusals.unreadable(site));
  return { secret: opened, epoch: row.epoch };
};
