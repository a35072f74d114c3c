import { digestOf } from '@nanoedge/archive';
import { Grouped } from '@nanoedge/base';
import type { DesiredState, DeviceId, SiteId } from '@nanoedge/protocol';
import { DesiredState as DesiredStateSchema, parse } from '@nanoedge/protocol';
import { asc, eq } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { devices, sites } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { compileDesired, type DesiredDocument } from './compile.ts';
import { Flaws } from '../flaws.ts';
import { readSiteKeys } from './keys.ts';
import { readSite } from './read-site.ts';
import { opensDesired, sealDesired } from './stored.ts';

/** Where a device's documents stand. Only a refresh changes it, and those wait for each other. */
interface Standing {
  device: DeviceId;
  revision: number;
  hash: string | null;
  keys: string | null;
  rosterRevision: number;
  rosterHash: string | null;
}

const readStandings = (tx: Tx, site: SiteId): Promise<Standing[]> =>
  tx
    .select({
      device: devices.id,
      revision: devices.desiredRevision,
      hash: devices.desiredHash,
      keys: devices.desiredKeys,
      rosterRevision: devices.rosterRevision,
      rosterHash: devices.rosterHash,
    })
    .from(devices)
    .where(eq(devices.site, site))
    // Rows are locked in this order, as where events are stored, so that nobody waits in a circle
    .orderBy(asc(devices.id));

/**
 * Stores a device's new document under the next revision. Returns it, or null when nothing changed.
 */
const storeIfChanged = async (
  { vault, tx }: Pick<Deps, 'vault'> & { tx: Tx },
  old: Standing,
  document: DesiredDocument,
): Promise<DesiredState | null> => {
  const { device } = old;
  const hash = digestOf(JSON.stringify(document));
  // What cannot be told any more, for the key of the installation is another, is stored anew
  if (old.hash === hash && opensDesired({ vault }, old)) return null;
  // A device that has no use for the roster for a while finds the same one again, and need not
  // store it anew
  const rosterHash =
    document.roster === null ? old.rosterHash : digestOf(JSON.stringify(document.roster));
  const rosterRevision =
    rosterHash === old.rosterHash ? old.rosterRevision : old.rosterRevision + 1;
  const desired = parse(
    DesiredStateSchema,
    {
      ...document,
      revision: old.revision + 1,
      roster: document.roster === null ? null : { ...document.roster, revision: rosterRevision },
    },
    `desired state of ${device}`,
  );
  await tx
    .update(devices)
    .set({
      ...sealDesired({ vault }, device, desired),
      desiredRevision: desired.revision,
      desiredHash: hash,
      rosterRevision,
      rosterHash,
    })
    .where(eq(devices.id, device));
  return desired;
};

const refreshNow = async (deps: Deps, site: SiteId): Promise<DeviceId[]> => {
  const changed = await deps.db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(sites)
      .where(eq(sites.id, site))
      .for('no key update')
      .limit(1);
    if (row === undefined) return [];
    const now = deps.now();
    const flaws = new Flaws();
    const releaseKey = deps.identity.releases.said;
    const rows = {
      ...(await readSite(tx, row, { now, flaws, releaseKey })),
      keys: await readSiteKeys(deps, tx, site),
    };
    const { documents, manifests } = compileDesired(rows, now);
    if (flaws.found.length > 0)
      deps.log.warn({ site, flaws: flaws.found }, 'facts of a site are stored wrong');
    const heldBack = flaws.heldBack;
    for (const { digest, text } of manifests) {
      if (!(await deps.blobs.hold(digest))) await deps.blobs.putText(text);
    }
    const found: { device: DeviceId; desired: DesiredState }[] = [];
    for (const standing of await readStandings(tx, site)) {
      if (heldBack.has(standing.device)) continue;
      const document = documents.get(standing.device);
      const desired =
        document === undefined
          ? null
          : await storeIfChanged({ vault: deps.vault, tx }, standing, document);
      if (desired !== null) found.push({ device: standing.device, desired });
    }
    return found;
  });
  for (const { device, desired } of changed) deps.agents.pushDesired(device, desired);
  if (changed.length > 0)
    deps.log.info(
      {
        site,
        devices: changed.map(({ device, desired }) => `${device}@${String(desired.revision)}`),
      },
      'desired state changed',
    );
  return changed.map(({ device }) => device);
};

/**
 * Compiles what the devices of a site should do now and pushes what changed to those that are
 * connected. Turns on one site wait for each other (row lock), so revisions grow in the order of
 * the changes; rows that only point at the site or at a device, as events do, need not wait, hence
 * "no key". Many who ask at once share one turn. A fact that is stored wrong is left out, and a
 * device that it belongs to keeps what it was told before. Returns the devices that this turn
 * changed.
 */
export const refreshDesired = (deps: Deps, site: SiteId): Promise<DeviceId[]> => {
  const waiting = deps.refreshes.get(site) ?? new Grouped(() => refreshNow(deps, site));
  deps.refreshes.set(site, waiting);
  return waiting.run();
};
