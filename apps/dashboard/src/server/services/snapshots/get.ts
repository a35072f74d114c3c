import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { loadSnapshot, loadSnapshotViews } from './load.ts';
import type { SnapshotRef } from './schema.ts';
import type { SnapshotDetailView } from './view.ts';

/** One snapshot with the config and the list of files that it holds. */
export const getSnapshot = async (
  deps: Deps,
  actor: Actor,
  input: SnapshotRef,
): Promise<SnapshotDetailView> => {
  const { site, manifest } = await loadSnapshot(deps.db, input.snapshot);
  demand(actor, 'snapshot.read', { site: site, as: ['snapshot', input.snapshot] });
  const view = (await loadSnapshotViews(deps, site)).views.find(
    (candidate) => candidate.id === input.snapshot,
  );
  if (view === undefined) throw new NotFound('snapshot', input.snapshot);
  const fileList = manifest.files.map(({ volume, path, kind, bytes, sha256 }) => ({
    volume,
    path,
    kind,
    bytes,
    sha256,
  }));
  return { ...view, config: manifest.deployment.config, fileList };
};
