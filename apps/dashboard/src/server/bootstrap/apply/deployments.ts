import { isDeepStrictEqual } from 'node:util';
import type { RunId, SiteId } from '@nanoedge/protocol';
import { auditSentences, bootstrapProblems } from '@nanoedge/words';
import { and, eq, inArray, ne } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { deployments, runs } from '../../db/schema/index.ts';
import { record, system } from '../../services/audit.ts';
import { checkConfig } from '../../services/nanoservices/config-check.ts';
import { insertRun, newRunId, supersede } from '../../services/runs/begin.ts';
import { StartupProblem } from '../../startup-problem.ts';
import type { BootstrapDocument } from '../document.ts';
import type { Manifests } from '../read-manifests.ts';
import { type AppliedRelease, applyReleases } from './releases.ts';

type WantedDeployment = BootstrapDocument['deployments'][number];
type Row = typeof deployments.$inferSelect;
type Wanted = Pick<
  Row,
  | 'device'
  | 'name'
  | 'nanoservice'
  | 'release'
  | 'config'
  | 'peers'
  | 'port'
  | 'memoryBytes'
  | 'pids'
  | 'volumes'
>;

/**
 * What an admin changed or removed stays so, and what an admin is changing is not changed under the
 * hands of its device.
 */
const leftAlone = async (tx: Tx, row: Row): Promise<boolean> => {
  if (row.managed === 'admin' || row.removedAt !== null || row.removal !== null) return true;
  const byOthers = ne(runs.requestedBy, system.name);
  const open = and(
    eq(runs.deployment, row.id),
    inArray(runs.state, ['queued', 'running']),
    byOthers,
  );
  return (await tx.select({ id: runs.id }).from(runs).where(open).limit(1)).length > 0;
};

const asWanted = (row: Row): Wanted => {
  const { device, name, nanoservice, release, config, peers, port, memoryBytes, pids, volumes } =
    row;
  return { device, name, nanoservice, release, config, peers, port, memoryBytes, pids, volumes };
};

/**
 * Another release comes as a run, as an admin's change does: with a snapshot before it, and a way
 * back.
 */
const beginChange = async (
  tx: Tx,
  old: Row,
  { release, site }: { release: string; site: SiteId },
): Promise<RunId> => {
  const id = newRunId();
  const asking = {
    site,
    actor: { ...system, role: 'admin', site: null, person: null },
    now: Date.now(),
    batch: null,
  } as const;
  const { row, before } = await supersede(tx, old, asking);
  await insertRun(tx, asking, { id, kind: 'change', release, row, before });
  return id;
};

const applyOne = async (
  tx: Tx,
  id: Row['id'],
  { site, wanted }: { site: SiteId; wanted: Wanted },
): Promise<void> => {
  const audited = (action: string, summary: string): Promise<void> =>
    record(tx, system, {
      site,
      action,
      entity: 'deployment',
      subject: id,
      summary,
    });
  const [old] = await tx
    .select()
    .from(deployments)
    .where(eq(deployments.id, id))
    .for('update')
    .limit(1);
  if (old === undefined) {
    // An admin's own deployment may have taken the name or the port meanwhile: then theirs stays.
    const made = await tx
      .insert(deployments)
      .values({ id, ...wanted })
      .onConflictDoNothing()
      .returning({ id: deployments.id });
    if (made.length > 0) await audited('deploy', auditSentences.deployments.deployed(wanted.name));
    return;
  }
  if ((await leftAlone(tx, old)) || isDeepStrictEqual(asWanted(old), { ...wanted })) return;
  const isNew = old.release !== wanted.release;
  const change = isNew ? await beginChange(tx, old, { release: wanted.release, site }) : null;
  await tx
    .update(deployments)
    .set({ ...wanted, change, restore: null, updatedAt: new Date() })
    .where(eq(deployments.id, id));
  if (isNew) await audited('update', auditSentences.deployments.updated(wanted.name));
};

/**
 * The deployment as its row will have it: what the document does not say is said by the release.
 * Throws StartupProblem when its config does not fit the release.
 */
const completed = (
  { id: _id, ...deployment }: WantedDeployment,
  { id: release, spec }: AppliedRelease,
): Wanted => {
  const [problem] = checkConfig(spec.configSchema, deployment.config).problems;
  if (problem !== undefined)
    throw new StartupProblem(
      bootstrapProblems.config(deployment.name, problem.field, problem.message),
    );
  const { memoryBytes, pids, volumes } = { ...spec.limits, ...spec };
  return {
    ...deployment,
    release,
    memoryBytes: deployment.memoryBytes ?? memoryBytes,
    pids: deployment.pids ?? pids,
    volumes: deployment.volumes ?? volumes,
  };
};

/**
 * Releases and deployments follow the document: a new image becomes what its deployments should
 * run.
 */
export const applyDeployments = async (
  tx: Tx,
  document: Pick<BootstrapDocument, 'site' | 'releases' | 'deployments'>,
  manifests: Manifests,
): Promise<void> => {
  const latest = await applyReleases(tx, document.releases, manifests);
  for (const deployment of document.deployments) {
    const release = latest.get(deployment.nanoservice);
    if (release === undefined)
      throw new StartupProblem(bootstrapProblems.noRelease(deployment.nanoservice));
    const wanted = completed(deployment, release);
    await applyOne(tx, deployment.id, { site: document.site.id, wanted });
  }
};
