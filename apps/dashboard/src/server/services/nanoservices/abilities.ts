import { type Ability, abilityOrder } from '@nanoedge/base';
import type { DeploymentId, DeviceId, NanoserviceName, SiteId } from '@nanoedge/protocol';
import { and, asc, desc, eq, inArray, isNotNull, isNull, type SQL } from 'drizzle-orm';
import { deployments, devices, releases, runs, sites } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { loadRuns } from '../runs/load.ts';
import type { SiteInput } from '../site/schema.ts';
import { abilitiesOf, type Known } from './abilities-rule.ts';
import type { AbilityInstance, AbilityView, RemovedInstance } from './view.ts';

/** For so long the place of something that was removed counts as one that lacks it. */
const recentMs = 24 * 3_600_000;
/** Removals that are looked at, newest first. */
const mostRemovals = 100;

/** Every nanoservice by its newest release. */
const readKnown = (deps: Deps): Promise<Known[]> =>
  deps.db
    .selectDistinctOn([releases.nanoservice], { name: releases.nanoservice, spec: releases.spec })
    .from(releases)
    .orderBy(releases.nanoservice, desc(releases.createdAt));

type Placed = AbilityInstance & { nanoservice: NanoserviceName };

const readPlaced = async (deps: Deps, site: SiteId, where: SQL | undefined): Promise<Placed[]> => {
  const rows = await deps.db
    .select({
      deployment: deployments.id,
      name: deployments.name,
      nanoservice: deployments.nanoservice,
      device: devices.id,
      deviceName: devices.name,
      zone: devices.zone,
      plan: sites.plan,
    })
    .from(deployments)
    .innerJoin(devices, eq(devices.id, deployments.device))
    .innerJoin(sites, eq(sites.id, devices.site))
    .where(and(eq(devices.site, site), where))
    .orderBy(asc(deployments.name));
  return rows.map(({ plan, ...row }) => ({
    ...row,
    zoneName: plan.zones.find(({ id }) => id === row.zone)?.name ?? row.zone,
  }));
};

/** What of the same name on the same device takes the place of. */
const seatOf = ({ device, name }: { device: DeviceId; name: string }): string =>
  `${device} ${name}`;

/** The newest removal of each seat that is free, also where it was taken anew in between. */
const ofFreeSeats = (
  removed: readonly (RemovedInstance & Placed)[],
  wanted: readonly Placed[],
): (RemovedInstance & Placed)[] => {
  const taken = new Set(wanted.map(seatOf));
  return removed
    .toSorted((a, b) => b.removedAt - a.removedAt)
    .filter((one) => {
      const isFree = !taken.has(seatOf(one));
      taken.add(seatOf(one));
      return isFree;
    });
};

/** What was removed and was not brought back, the newest removal of each deployment. */
const readRemoved = async (
  deps: Deps,
  site: SiteId,
  names: NanoserviceName[],
): Promise<(RemovedInstance & Placed)[]> => {
  const removals = await loadRuns(
    deps,
    and(
      eq(runs.site, site),
      eq(runs.kind, 'remove'),
      eq(runs.state, 'done'),
      inArray(runs.nanoservice, names),
    ),
    mostRemovals,
  );
  const newest = new Map<DeploymentId, (typeof removals)[number]>();
  for (const run of removals) if (!newest.has(run.deployment)) newest.set(run.deployment, run);
  if (newest.size === 0) return [];
  const gone = await readPlaced(
    deps,
    site,
    and(inArray(deployments.id, [...newest.keys()]), isNotNull(deployments.removedAt)),
  );
  return gone.flatMap((placed) => {
    const run = newest.get(placed.deployment);
    if (run === undefined) return [];
    const removedAt = run.finishedAt ?? run.requestedAt;
    return [{ ...placed, run: run.id, removedAt, undoable: run.undoable }];
  });
};

/**
 * What the site can do for people, with the deployments that do it and those that did until they
 * were removed.
 */
export const listAbilities = async (
  deps: Deps,
  actor: Actor,
  { site }: SiteInput,
): Promise<AbilityView[]> => {
  demand(actor, 'deployment.read', { site });
  const known = abilitiesOf(await readKnown(deps));
  const names = [...known.keys()];
  if (names.length === 0) return [];
  const wanted = await readPlaced(
    deps,
    site,
    and(inArray(deployments.nanoservice, names), isNull(deployments.removedAt)),
  );
  const removed = ofFreeSeats(await readRemoved(deps, site, names), wanted);
  const since = deps.now() - recentMs;
  return abilityOrder.flatMap((ability: Ability) => {
    const by = names.filter((name) => known.get(name)?.includes(ability) === true);
    if (by.length === 0) return [];
    const instances = wanted.filter(({ nanoservice }) => by.includes(nanoservice));
    return [
      {
        ability,
        nanoservices: by,
        instances,
        removed: removed.filter(
          ({ nanoservice, removedAt }) =>
            by.includes(nanoservice) && (instances.length === 0 || removedAt >= since),
        ),
      },
    ];
  });
};
