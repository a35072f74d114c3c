import { dayMs } from '@nanoedge/base';
import type { SiteId } from '@nanoedge/protocol';
import { auditSentences } from '@nanoedge/words';
import { type SQL, sql } from 'drizzle-orm';
import { sites } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { forgetContent } from './forget-content.ts';
import { forgetRemovedDeployments, forgetRuns } from './forget-runs.ts';
import { batchRows, deleteInBatches } from './in-batches.ts';
import type { Forgotten, HistoryKept } from '../housekeeping-port.ts';

/** Events come in the order of their ids: only the oldest are looked at. */
const oldEvents = (before: Date): SQL => sql`delete from events where id in (
  select id from (select id, received_at from events order by id limit ${batchRows}) oldest
  where received_at < ${before})`;

/** The dashboard may not delete of the audit trail: a function of the database does, the oldest only. */
const forgetAudit = async ({ db }: Deps, before: Date): Promise<number> => {
  for (let count = 0; ; ) {
    const { rows } = await db.execute<{ gone: number }>(
      sql`select audit_forget(${before}, ${batchRows}, ${auditSentences.trail.forgot}) gone`,
    );
    const gone = rows[0]?.gone ?? 0;
    if (gone === 0) return count;
    count += gone;
  }
};

/**
 * A journey goes after its last event, whatever its device's clock said; one that is believed to go
 * on stays.
 */
const oldJourneys = (site: SiteId, before: Date, now: number): SQL =>
  sql`delete from journeys where id in (
    select j.id from journeys j
    where j.site = ${site} and j.started_at < ${before.getTime()}
      and j.updated_at < ${before.getTime()}
      and not (j.active and j.believed_until > ${now})
      and not exists (select from events e where e.journey = j.id)
    order by j.started_at limit ${batchRows})`;

/** Who was there goes by its own age, and with a meeting that is forgotten. */
const oldAttendances = (before: Date, now: number): SQL =>
  sql`delete from attendances where (meeting, journey) in (
    select meeting, journey from attendances
    where came_at < ${before.getTime()} and (left_at is not null or believed_until < ${now})
    order by came_at limit ${batchRows})`;

/** With its participants and its list of content, which point at it, and who was there. */
const oldMeetings = (which: SQL): SQL => sql`with gone as (
    delete from meetings where id in (select id from meetings where ${which} limit ${batchRows})
    returning id),
  unseen as (delete from attendances where meeting in (select id from gone))
  select id from gone`;

const oldSignIns = (before: Date): SQL => sql`delete from session where id in (
  select id from session where expires_at < ${before} limit ${batchRows})`;

/** Until then whoever opens one is told what became of it. */
const oldLinks = (before: Date): SQL => sql`delete from account_links where id in (
  select id from account_links where expires_at < ${before} limit ${batchRows})`;

/**
 * Deletes of each kind what is beyond the days that it is kept, a batch at a time; nothing that is
 * open or that something to come needs.
 */
export const forgetOld = async (deps: Deps, kept: HistoryKept): Promise<Forgotten> => {
  const now = deps.now();
  /** Nothing where it is kept for ever. */
  const beyond = async (
    days: number,
    forget: (before: Date) => Promise<number>,
  ): Promise<number> => (days === 0 ? 0 : forget(new Date(now - days * dayMs)));
  const everySite = async (forget: (site: SiteId) => Promise<number>): Promise<number> => {
    let count = 0;
    for (const { id } of await deps.db.select({ id: sites.id }).from(sites))
      count += await forget(id);
    return count;
  };
  const gone = {
    events: await beyond(kept.events, (before) => deleteInBatches(deps, oldEvents(before))),
    journeys: await beyond(kept.events, (before) =>
      everySite((site) => deleteInBatches(deps, oldJourneys(site, before, now))),
    ),
    audit: await beyond(kept.audit, (before) => forgetAudit(deps, before)),
    runs: await beyond(kept.runs, (before) => everySite((site) => forgetRuns(deps, site, before))),
    deployments: await beyond(kept.runs, (before) => forgetRemovedDeployments(deps, before)),
    attendances: await beyond(kept.attendance, (before) =>
      deleteInBatches(deps, oldAttendances(before, now)),
    ),
    meetings:
      (await beyond(kept.meetings, (before) =>
        deleteInBatches(deps, oldMeetings(sql`ends_at < ${before}`)),
      )) +
      (await beyond(kept.removed, (before) =>
        deleteInBatches(deps, oldMeetings(sql`removed_at < ${before}`)),
      )),
    contents: await forgetContent(
      deps,
      kept.removed === 0 ? null : new Date(now - kept.removed * dayMs),
    ),
    signIns: await deleteInBatches(deps, oldSignIns(new Date(now - dayMs))),
    links: await deleteInBatches(deps, oldLinks(new Date(now - 30 * dayMs))),
  };
  const count = Object.values(gone).reduce((sum, rows) => sum + rows, 0);
  // What the planner knows is of before, and makes pages slow until somebody counts again
  if (count >= batchRows) await deps.db.execute(sql`analyze`);
  if (count > 0) deps.log.info(gone, 'old history deleted');
  return gone;
};
