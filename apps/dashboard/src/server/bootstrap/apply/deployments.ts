import { isDeepStrictEqual } from 'node:util';
import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { deployments, runs } from '../../db/schema/index.ts';
import { record, system } from '../../services/audit.ts';
import { StartupProblem } from '../../startup-problem.ts';
import type { BootstrapDocument } from '../document.ts';
import { applyReleases } from './releases.ts';

type Wanted = Omit<BootstrapDocument['deployments'][number], 'id'> & { release: string };
type Row = typeof deployments.$inferSelect;

/** What an admin changed or removed stays so, and what is being changed is not changed under the hands of its device. */
const leftAlone = async (tx: Tx, row: Row): Promise<boolean> => {
  if (row.managed === 'admin' || row.removedAt !== null || row.removal !== null) return true;
  const open = and(eq(runs.deployment, row.id), inArray(runs.state, ['queued', 'running']));
  return (await tx.select({ id: runs.id }).from(runs).where(open).limit(1)).length > 0;
};

const asWanted = (row: Row): Wanted => {
  const { device, name, nanoservice, release, config, peers, port, memoryBytes, pids, volumes } = row;
  return { device, name, nanoservice, release, config, peers, port, memoryBytes, pids, volumes };
};

const applyOne = async (tx: Tx, id: Row['id'], wanted: Wanted): Promise<void> => {
  const audited = (action: string, done: string): Promise<void> =>
    record(tx, system, { action, entity: 'deployment', subject: id, summary: `${done} ${wanted.name}` });
  const [old] = await tx.select().from(deployments).where(eq(deployments.id, id)).for('update').limit(1);
  if (old === undefined) {
    // An admin's own deployment may have taken the name or the port meanwhile: then theirs stays.
    const made = await tx
      .insert(deployments)
      .values({ id, ...wanted })
      .onConflictDoNothing()
      .returning({ id: deployments.id });
    if (made.length > 0) await audited('deploy', 'Deployed');
    return;
  }
  if ((await leftAlone(tx, old)) || isDeepStrictEqual(asWanted(old), { ...wanted })) return;
  await tx
    .update(deployments)
    .set({ ...wanted, change: null, restore: null, updatedAt: new Date() })
    .where(eq(deployments.id, id));
  if (old.release !== wanted.release) await audited('update', 'Updated');
};

/** Releases and deployments follow the document: a new image becomes what its deployments should run. */
export const applyDeployments = async (tx: Tx, document: Pick<BootstrapDocument, 'releases' | 'deployments'>): Promise<void> => {
  const latest = await applyReleases(tx, document.releases);
  for (const { id, ...wanted } of document.deployments) {
    const release = latest.get(wanted.nanoservice);
    if (release === undefined) throw new StartupProblem(`The bootstrap file deploys ${wanted.nanoservice} but names no release of it.`);
    await applyOne(tx, id, { ...wanted, release });
  }
};
