import type { RunId } from '@nanoedge/protocol';
import { auditSentences } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { deployments } from '../../db/schema/index.ts';
import { record } from '../audit.ts';
import { type Asking, insertRun, newRunId, supersede } from '../runs/begin.ts';
import type { StoredDeployment } from '../runs/stored.ts';

/**
 * Asks for the removal of a locked deployment. It stays in the desired state until its device has
 * said that it is gone.
 */
export const beginRemoval = async (
  tx: Tx,
  asking: Asking,
  wanted: { row: StoredDeployment; withoutSnapshot: boolean; leaveOut?: boolean },
): Promise<RunId> => {
  const { row: locked, withoutSnapshot, leaveOut = false } = wanted;
  const run = newRunId();
  const { row, before } = await supersede(tx, locked, asking);
  await tx
    .update(deployments)
    .set({
      ...before,
      removal: { run, snapshot: !withoutSnapshot, ...(leaveOut ? { leaveOut } : {}) },
      updatedAt: new Date(asking.now),
    })
    .where(eq(deployments.id, row.id));
  await insertRun(tx, asking, { id: run, kind: 'remove', row, release: null, before });
  await record(tx, asking.actor, {
    site: asking.site,
    action: withoutSnapshot ? 'terminate without snapshot' : 'remove',
    entity: 'deployment',
    subject: row.id,
    summary: withoutSnapshot
      ? auditSentences.deployments.terminated(row.name)
      : leaveOut
        ? auditSentences.deployments.removedInPart(row.name)
        : auditSentences.deployments.removed(row.name),
  });
  return run;
};
