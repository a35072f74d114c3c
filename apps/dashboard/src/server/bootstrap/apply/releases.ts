import { type NanoserviceName, specOfManifest } from '@nanoedge/protocol';
import { bootstrapProblems } from '@nanoedge/words';
import { desc, eq, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { nanoservices, releases } from '../../db/schema/index.ts';
import { Refusal } from '../../services/errors.ts';
import { checkSpec } from '../../services/nanoservices/spec.ts';
import type { ReleaseSpec } from '../../db/schema/index.ts';
import { StartupProblem } from '../../startup-problem.ts';
import type { BootstrapDocument } from '../document.ts';
import type { Manifests } from '../read-manifests.ts';

type WantedRelease = BootstrapDocument['releases'][number];

/** What a release asks for, and which one that is. */
export interface AppliedRelease {
  id: string;
  spec: ReleaseSpec;
}

/** The spec of the same image, else of the newest release. */
const storedSpec = async (
  tx: Tx,
  { nanoservice, imageId }: WantedRelease,
): Promise<ReleaseSpec | undefined> => {
  const [stored] = await tx
    .select({ spec: releases.spec })
    .from(releases)
    .where(eq(releases.nanoservice, nanoservice))
    .orderBy(desc(sql`${releases.imageId} = ${imageId}`), desc(releases.createdAt))
    .limit(1);
  return stored?.spec;
};

const checkedSpec = async (
  tx: Tx,
  release: WantedRelease,
  manifests: Manifests,
): Promise<ReleaseSpec> => {
  const manifest = manifests.get(release.imageId);
  const said = manifest === undefined ? undefined : specOfManifest(manifest);
  const spec = release.spec ?? said ?? (await storedSpec(tx, release));
  if (spec === undefined) throw new StartupProblem(bootstrapProblems.noSpec(release.nanoservice));
  try {
    checkSpec(spec, 'spec');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new StartupProblem(bootstrapProblems.release(release.nanoservice, error.message), {
      cause: error,
    });
  }
  return {
    ...spec,
    calls: spec.calls ?? said?.calls,
    events: spec.events ?? said?.events,
  };
};

const applyNanoservice = async (
  tx: Tx,
  { nanoservice: name, imageId }: WantedRelease,
  manifests: Manifests,
): Promise<void> => {
  const manifest = manifests.get(imageId);
  const said =
    manifest === undefined ? {} : { title: manifest.title, description: manifest.description };
  await tx
    .insert(nanoservices)
    .values({ name, description: '', builtIn: true, ...said })
    .onConflictDoUpdate({ target: nanoservices.name, set: { builtIn: true, ...said } });
};

/**
 * Nanoservices and releases follow the document; what the dashboard keeps of a release's image
 * stays. Returns the last release of each nanoservice.
 */
export const applyReleases = async (
  tx: Tx,
  wanted: BootstrapDocument['releases'],
  manifests: Manifests,
): Promise<Map<NanoserviceName, AppliedRelease>> => {
  const applied = new Map<NanoserviceName, AppliedRelease>();
  for (const release of wanted) {
    await applyNanoservice(tx, release, manifests);
    const { nanoservice, imageId, version, image, bytes, architecture } = release;
    const spec = await checkedSpec(tx, release, manifests);
    const fields = { version, image, architecture, spec };
    const [row] = await tx
      .insert(releases)
      .values({ nanoservice, imageId, bytes, ...fields })
      .onConflictDoUpdate({ target: [releases.nanoservice, releases.imageId], set: fields })
      .returning({ id: releases.id, archived: releases.archived });
    if (row === undefined) continue;
    applied.set(nanoservice, { id: row.id, spec });
    if (!row.archived) await tx.update(releases).set({ bytes }).where(eq(releases.id, row.id));
  }
  return applied;
};
