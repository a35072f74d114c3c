import { type CheckedSnapshot, SnapshotDamaged, verifySnapshot } from '@nanoedge/archive';
import type { Digest, SiteId, SnapshotId, SnapshotManifest } from '@nanoedge/protocol';
import { snapshotRefusals } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { snapshots } from '../../db/schema/index.ts';
import type { Tx } from '../../db/client.ts';
import type { Deps } from '../deps.ts';
import type { Aside } from '../storage-ports.ts';
import { Conflict, Refusal } from '../errors.ts';
import { makeRoom, takeSnapshotTurn } from './make-room.ts';
import { UnsoundSnapshot } from './unsound.ts';

export const maxSnapshotBytes = 4 * 1024 ** 3;

const tooLarge = (): Refusal => new Refusal('too-large', 'file', snapshotRefusals.tooLarge);

async function* limited(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.byteLength;
    if (bytes > maxSnapshotBytes) throw tooLarge();
    yield chunk;
  }
}

const otherContent = (id: SnapshotId): Conflict =>
  new Conflict('file', snapshotRefusals.otherContent(id));

const readBack = async (deps: Deps, aside: Aside): Promise<CheckedSnapshot> => {
  try {
    return await verifySnapshot(deps.snapshots.readAside(aside), { expected: aside.digest });
  } catch (error) {
    if (!(error instanceof SnapshotDamaged)) throw error;
    const { word, message } = error;
    throw new UnsoundSnapshot(word, snapshotRefusals.unsound(message));
  }
};

/**
 * The row first: of two that bring the same id at once, the second waits here and finds the
 * first's.
 */
const insert = async (
  tx: Tx,
  checked: CheckedSnapshot & { site: SiteId; storedAt: Date },
): Promise<boolean> => {
  const { manifest, digest, bytes, contentBytes, site, storedAt } = checked;
  const { deployment } = manifest;
  const made = await tx
    .insert(snapshots)
    .values({
      id: manifest.id,
      site,
      device: manifest.device,
      deployment: deployment.id,
      name: deployment.name,
      nanoservice: deployment.nanoservice,
      version: deployment.release.version,
      imageId: deployment.release.imageId,
      reason: manifest.reason,
      run: manifest.run,
      takenAt: manifest.takenAt,
      storedAt,
      bytes,
      contentBytes,
      files: manifest.files.length,
      digest,
      volumesDigest: manifest.volumesDigest,
      manifest,
    })
    .onConflictDoNothing()
    .returning({ id: snapshots.id });
  if (made.length > 0) return true;
  const [row] = await tx
    .select({ digest: snapshots.digest })
    .from(snapshots)
    .where(eq(snapshots.id, manifest.id))
    .limit(1);
  if (row?.digest !== digest) throw otherContent(manifest.id);
  return false;
};

/** Refuses a digest that is not the one under which the snapshot is known already. */
export const refuseOther = async (deps: Deps, id: SnapshotId, digest: Digest): Promise<void> => {
  const [row] = await deps.db
    .select({ digest: snapshots.digest })
    .from(snapshots)
    .where(eq(snapshots.id, id))
    .limit(1);
  if (row !== undefined && row.digest !== digest) throw otherContent(id);
};

export type TakenIn = CheckedSnapshot & { site: SiteId; isNew: boolean };

/**
 * Stores a snapshot that somebody brings: writes it aside, reads it back from the disk and checks
 * every file; only then it has a name and a row. `admit` says which site it belongs to, or refuses
 * it. The same one may come again.
 */
export const takeIn = async (
  deps: Deps,
  brought: { source: AsyncIterable<Uint8Array>; digest: Digest | null },
  admit: (manifest: SnapshotManifest) => Promise<SiteId>,
): Promise<TakenIn> => {
  const aside = await deps.snapshots.receive(limited(brought.source));
  try {
    if (brought.digest !== null && aside.digest !== brought.digest)
      throw new UnsoundSnapshot('digest', snapshotRefusals.otherDigest);
    const checked = await readBack(deps, aside);
    const site = await admit(checked.manifest);
    const { id, deployment } = checked.manifest;
    const gone: SnapshotId[] = [];
    const isNew = await deps.db.transaction(async (tx) => {
      await takeSnapshotTurn(tx);
      const made = await insert(tx, { ...checked, site, storedAt: new Date(deps.now()) });
      const newcomer = { id, site, deployment: deployment.id, name: deployment.name };
      if (made) gone.push(...(await makeRoom(deps, tx, newcomer)));
      await deps.snapshots.keep(aside, id);
      return made;
    });
    for (const old of gone) await deps.snapshots.remove(old);
    if (isNew) deps.live.changed(site, 'snapshots');
    return { ...checked, site, isNew };
  } finally {
    await deps.snapshots.discard(aside);
  }
};
