import type { ReadStream } from 'node:fs';
import { auditSentences } from '@nanoedge/words';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { loadSnapshot } from './load.ts';
import type { SnapshotRef } from './schema.ts';

/** The file of a snapshot, with a name for people: `<deployment>-<day and time>.tar.zst`. */
export const downloadSnapshot = async (
  deps: Deps,
  actor: Actor,
  input: SnapshotRef,
): Promise<{ name: string; bytes: number; read: () => ReadStream }> => {
  const row = await loadSnapshot(deps.db, input.snapshot);
  demand(actor, 'snapshot.download', { site: row.site, as: ['snapshot', row.id] });
  const bytes = await deps.snapshots.size(row.id);
  if (bytes === null) throw new NotFound('snapshotFile', row.id);
  await record(deps.db, actor, {
    site: row.site,
    action: 'download',
    entity: 'snapshot',
    subject: row.id,
    summary: auditSentences.snapshots.downloaded(row.name),
  });
  const taken = new Date(row.takenAt)
    .toISOString()
    .slice(0, 19)
    .replaceAll(':', '')
    .replace('T', '-');
  return {
    name: `${row.name.replaceAll(/[^A-Za-z0-9._-]/g, '_')}-${taken}.tar.zst`,
    bytes,
    read: () => deps.snapshots.read(row.id),
  };
};
