import { Bytes, parse } from '@nanoedge/protocol';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { restoreDeployment } from '../deployments/restore.ts';
import type { Deps } from '../deps.ts';
import type { RunView } from '../runs/view.ts';
import { checkStored } from './check-stored.ts';
import { loadSnapshot } from './load.ts';
import type { RestoreSnapshotInput } from './schema.ts';

/**
 * Brings a snapshot back, to the device it came from or to another. Its file is read again first,
 * whole: one that has been damaged since it was stored is refused before anything changes.
 */
export const restoreSnapshot = async (
  deps: Deps,
  actor: Actor,
  input: RestoreSnapshotInput,
): Promise<RunView> => {
  const row = await loadSnapshot(deps.db, input.snapshot);
  demand(actor, 'snapshot.restore', { site: row.site, as: ['snapshot', row.id] });
  await checkStored(deps, row);
  const { id, digest, manifest, site } = row;
  const restore = { snapshot: id, digest, bytes: parse(Bytes, row.bytes, 'bytes') };
  return restoreDeployment(deps, actor, {
    manifest,
    restore,
    site,
    device: input.device ?? row.device,
    name: input.name,
  });
};
