import type { SiteId } from '@nanoedge/protocol';
import { sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { deleteInBatches } from './in-batches.ts';

/** A run has up to a dozen steps, which go with it. */
const runsAtOnce = 1_000;

/**
 * Deletes runs that ended before `before`, with their steps and log lines. A run stays while its
 * deployment names it, and a removal while the snapshot that undoes it is kept.
 */
export const forgetRuns = (deps: Deps, site: SiteId, before: Date): Promise<number> =>
  deleteInBatches(
    deps,
    sql`delete from runs where id in (
      select r.id from runs r
      where r.site = ${site} and r.requested_at < ${before}
        and r.finished_at < ${before} and r.state not in ('queued', 'running')
        and not exists (select from deployments d where d.id = r.deployment
          and r.id in (d.change, d.restart, d.removal ->> 'run'))
        and not (r.kind = 'remove'
          and exists (select from snapshots s where s.id = r.snapshot))
      order by r.requested_at limit ${runsAtOnce})`,
  );

/**
 * Deletes deployments that were removed before `before` and of which no snapshot is kept: nothing
 * can bring them back.
 */
export const forgetRemovedDeployments = (deps: Deps, before: Date): Promise<number> =>
  deleteInBatches(
    deps,
    sql`delete from deployments where id in (
      select d.id from deployments d
      where d.removed_at < ${before}
        and not exists (select from snapshots s where s.deployment = d.id)
        and not exists (select from runs r where r.deployment = d.id
          and r.state in ('queued', 'running'))
      limit ${runsAtOnce})`,
  );
