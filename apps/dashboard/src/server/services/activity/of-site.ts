import type { SiteId } from '@nanoedge/protocol';
import { eq, isNull, or, type SQL } from 'drizzle-orm';
import { can } from '../../../policy/can.ts';
import { audit } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';

/** The rows of a site, and those of none for who may read these. */
export const auditOfSite = (actor: Actor, site: SiteId): SQL | undefined =>
  can(actor, 'audit.read', { site: null })
    ? or(eq(audit.site, site), isNull(audit.site))
    : eq(audit.site, site);
