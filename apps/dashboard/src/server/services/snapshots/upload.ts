import type { SiteId } from '@nanoedge/protocol';
import { auditSentences, snapshotRefusals } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { nanoservices, sites } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { BadInput, NotFound } from '../errors.ts';
import { getSnapshot } from './get.ts';
import { takeIn } from './take-in.ts';
import type { SnapshotView } from './view.ts';

/** Takes back a snapshot that was downloaded, here or elsewhere. */
export const uploadSnapshot = async (
  deps: Deps,
  actor: Actor,
  upload: { site: SiteId; source: AsyncIterable<Uint8Array> },
): Promise<SnapshotView> => {
  const { site, source } = upload;
  demand(actor, 'snapshot.upload', { site });
  const [known] = await deps.db
    .select({ id: sites.id })
    .from(sites)
    .where(eq(sites.id, site))
    .limit(1);
  if (known === undefined) throw new NotFound('site', site);
  const stored = await takeIn(deps, { source, digest: null }, async ({ deployment }) => {
    const found = await deps.db
      .select({ name: nanoservices.name })
      .from(nanoservices)
      .where(eq(nanoservices.name, deployment.nanoservice))
      .limit(1);
    if (found.length > 0) return site;
    throw new BadInput('file', snapshotRefusals.unknownNanoservice(deployment.nanoservice));
  });
  const { id, deployment } = stored.manifest;
  if (stored.isNew)
    await record(deps.db, actor, {
      site,
      action: 'upload',
      entity: 'snapshot',
      subject: id,
      summary: auditSentences.snapshots.uploaded(deployment.name),
    });
  const {
    config: _config,
    fileList: _fileList,
    ...view
  } = await getSnapshot(deps, actor, { snapshot: id });
  return view;
};
