import { registries } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { isReadable } from './access.ts';
import type { RegistryView } from './view.ts';

/** Every registry that somebody entered, without passwords. */
export const listRegistries = async (deps: Deps, actor: Actor): Promise<RegistryView[]> => {
  demand(actor, 'registry.edit');
  const rows = await deps.db.select().from(registries).orderBy(registries.host);
  return rows.map((row) => ({
    host: row.host,
    username: row.username,
    plain: row.plain,
    readable: isReadable(deps, row),
    changedAt: row.changedAt.getTime(),
  }));
};
