import { digestOf } from '@nanoedge/archive';
import type { DesiredState, DeviceId, SiteId } from '@nanoedge/protocol';
import { DesiredState as DesiredStateSchema, parse } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { devices, sites } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { compileDesired, type DesiredDocument } from './compile.ts';
import { Flaws } from '../flaws.ts';
import { readSite } from './read-site.ts';

/**
 * Stores a device's new document under the next revision. Returns it, or null when nothing changed.
 */
const storeIfChanged = async (
  tx: Tx,
  device: DeviceId,
  document: DesiredDocument,
): Promise<DesiredState | null> => {
  const [old] = await tx
    .select({
      revision: devices.desiredRevision,
      hash: devices.desiredHash,
      rosterRevision: devices.rosterRevision,
      rosterHash: devices.rosterHash,
    })
    .from(devices)
    .where(eq(devices.id, device))
    .for('no key update');
  const hash = digestOf(JSON.stringify(document));
  if (old === undefined || old.hash === hash) return null;
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
      desired,
      desiredRevision: desired.revision,
      desiredHash: hash,
      rosterRevision,
      rosterHash,
    })
    .where(eq(devices.id, device));
  return desired;
};

/**
 * Compiles what the devices of a site should do now and pushes what changed to those that are
 * connected. Turns on one site wait for each other (row lock), so revisions grow in the order of
 * the changes; rows that only point at the site or at a device, as events do, need not wait, hence
 * "no key". A fact that is stored wrong is left out, and a device that it belongs to keeps what it
 * was told before. Returns the changed devices.
 */
export const refreshDesired = async (deps: Deps, site: SiteId): Promise<DeviceId[]> => {
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
    const { documents, manifests } = compileDesired(await readSite(tx, row, { now, flaws }), now);
    if (flaws.found.length > 0)
      deps.log.warn({ site, flaws: flaws.found }, 'facts of a site are stored wrong');
    const heldBack = flaws.heldBack;
    for (const { digest, text } of manifests) {
      if (!(await deps.blobs.has(digest))) await deps.blobs.putText(text);
    }
    const found: { device: DeviceId; desired: DesiredState }[] = [];
    for (const [device, document] of documents) {
      if (heldBack.has(device)) continue;
      const desired = await storeIfChanged(tx, device, document);
      if (desired !== null) found.push({ device, desired });
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
