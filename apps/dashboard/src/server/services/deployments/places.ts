import { and, asc, eq, isNull } from 'drizzle-orm';
import { deployments, devices, releases } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { knownOf } from '../device-status.ts';
import type { SiteInput } from '../site/schema.ts';
import type { Places } from './view.ts';

/** The devices to which something can be brought, and the names that are taken on them. */
export const listPlaces = async (deps: Deps, actor: Actor, input: SiteInput): Promise<Places> => {
  demand(actor, 'deployment.read', input);
  const hosts = await deps.db
    .select()
    .from(devices)
    .where(eq(devices.site, input.site))
    .orderBy(asc(devices.name));
  const taken = await deps.db
    .select({ device: deployments.device, name: deployments.name, version: releases.version })
    .from(deployments)
    .innerJoin(devices, eq(devices.id, deployments.device))
    .innerJoin(releases, eq(releases.id, deployments.release))
    .where(and(eq(devices.site, input.site), isNull(deployments.removedAt)))
    .orderBy(asc(deployments.device), asc(deployments.name));
  return {
    devices: hosts.map((row) => ({
      id: row.id,
      name: row.name,
      labels: row.labels,
      connected: deps.agents.connected(row.id),
      enrolled: row.enrolledAt !== null,
      ...knownOf(row, deps),
    })),
    taken,
  };
};
