import { pipeline, Readable } from 'node:stream';
import type { SiteId } from '@nanoedge/protocol';
import { auditSentences } from '@nanoedge/words';
import { stringify } from 'csv-stringify';
import { and, asc, gt, type SQL } from 'drizzle-orm';
import { audit } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { auditOfSite } from './of-site.ts';

const pageRows = 1_000;

/** The names of the columns are part of the format, as those of an interface are. */
const columns = [
  'seq',
  'at',
  'site',
  'actor',
  'actorName',
  'address',
  'action',
  'entity',
  'subject',
  'summary',
  'hash',
] as const;

const rowsOf = async function* ({ db }: Deps, where: SQL | undefined) {
  for (let after = 0; ; ) {
    const rows = await db
      .select()
      .from(audit)
      .where(and(gt(audit.seq, after), where))
      .orderBy(asc(audit.seq))
      .limit(pageRows);
    for (const row of rows)
      yield {
        ...row,
        at: row.at.toISOString(),
        site: row.site ?? '',
        address: row.address ?? '',
      };
    if (rows.length < pageRows) return;
    after = rows.at(-1)?.seq ?? after;
  }
};

/**
 * The audit trail as CSV (RFC 4180, UTF-8), oldest first, of one site with what belongs to none, or
 * all; times are ISO 8601 in
 * UTC. What a spreadsheet would take for a formula begins with an apostrophe. That somebody took it
 * is in the trail.
 */
export const exportAudit = async (
  deps: Deps,
  actor: Actor,
  { site }: { site: SiteId | null },
): Promise<Readable> => {
  demand(actor, 'audit.read', { site });
  await record(deps.db, actor, {
    site,
    action: 'download',
    entity: 'trail',
    subject: site ?? 'all',
    summary: auditSentences.trail.downloaded,
  });
  const rows = Readable.from(rowsOf(deps, site === null ? undefined : auditOfSite(actor, site)));
  const csv = stringify({
    header: true,
    columns: [...columns],
    record_delimiter: 'windows',
    quoted: true,
    quoted_empty: true,
    escape_formulas: true,
  });
  // An error of either ends both, and whoever reads hears of it
  pipeline(rows, csv, () => undefined);
  return csv;
};
