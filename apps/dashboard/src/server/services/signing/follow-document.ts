import type { DeploymentId, Digest, NanoserviceName } from '@nanoedge/protocol';
import { and, eq } from 'drizzle-orm';
import { deployments, releases } from '../../db/schema/index.ts';
import { system } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { isAsSigned } from './manifest.ts';
import { renewOverride } from './renew-override.ts';
import { trySigning } from './sign-release.ts';

/** What of an installation's document is signed for it. */
export interface InstallationDocument {
  releases: readonly { nanoservice: NanoserviceName; imageId: Digest }[];
  deployments: readonly { id: DeploymentId }[];
}

/**
 * Signs the releases that the installation's document has just written, where they are not what was
 * signed, and lets its deployments have older ones where it wants them.
 */
export const signDocument = (
  deps: Pick<Deps, 'db' | 'identity' | 'now' | 'log'>,
  document: InstallationDocument,
): Promise<void> =>
  deps.db.transaction(async (tx) => {
    for (const { nanoservice, imageId } of document.releases) {
      const [row] = await tx
        .select()
        .from(releases)
        .where(and(eq(releases.nanoservice, nanoservice), eq(releases.imageId, imageId)))
        .for('update')
        .limit(1);
      if (row !== undefined && !isAsSigned(row, deps))
        await trySigning(tx, row, { signing: deps, made: deps.now() });
    }
    for (const { id } of document.deployments) {
      const [row] = await tx
        .select({ managed: deployments.managed })
        .from(deployments)
        .where(eq(deployments.id, id))
        .for('update')
        .limit(1);
      if (row?.managed === 'installation')
        await renewOverride(tx, id, { signing: deps, who: system, again: false });
    }
  });
