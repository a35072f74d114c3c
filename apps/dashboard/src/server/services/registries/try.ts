import { eq } from 'drizzle-orm';
import { registries } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { storedAccess } from './access.ts';
import { checked } from './checked.ts';
import type { RegistryRef } from './schema.ts';
import type { RegistryCheckView } from './view.ts';

/** Signs in with what is kept. Throws BadInput with what the registry says. */
export const tryRegistry = async (
  deps: Deps,
  actor: Actor,
  { host }: RegistryRef,
): Promise<RegistryCheckView> => {
  demand(actor, 'registry.edit');
  const [row] = await deps.db.select().from(registries).where(eq(registries.host, host)).limit(1);
  if (row === undefined) throw new NotFound('registry', host);
  return checked(deps, host, storedAccess(deps, row, 'password'));
};
