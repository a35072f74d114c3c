import { asc, desc, eq } from 'drizzle-orm';
import { devices, nanoservices, releases } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { dockerArchitecture } from '../architecture.ts';
import type { Deps } from '../deps.ts';
import { knownOf } from '../device-status.ts';
import { releaseView } from '../nanoservices/release-view.ts';
import type { SiteInput } from '../site/schema.ts';
import { loadDeployments } from './load.ts';
import type { Matrix } from './view.ts';

/** What runs where in a site. */
export const getMatrix = async (deps: Deps, actor: Actor, input: SiteInput): Promise<Matrix> => {
  demand(actor, 'deployment.read', input);
  const known = await deps.db.select().from(nanoservices).orderBy(asc(nanoservices.name));
  const versions = await deps.db.select().from(releases).orderBy(desc(releases.createdAt));
  const hosts = await deps.db
    .select()
    .from(devices)
    .where(eq(devices.site, input.site))
    .orderBy(asc(devices.name));
  return {
    nanoservices: known.map((row) => ({
      name: row.name,
      title: row.title ?? row.name,
      description: row.description,
      builtIn: row.builtIn,
      releases: versions
        .filter((release) => release.nanoservice === row.name)
        .map((release) => releaseView(release, deps)),
    })),
    devices: hosts.map((row) => ({
      id: row.id,
      name: row.name,
      zone: row.zone,
      labels: row.labels,
      connected: deps.agents.connected(row.id),
      ...knownOf(row, deps),
      since: row.linkChangedAt.getTime(),
      enrolled: row.enrolledAt !== null,
      architecture: dockerArchitecture(row.reported?.engine.arch ?? null),
    })),
    deployments: await loadDeployments(deps, eq(devices.site, input.site)),
  };
};
