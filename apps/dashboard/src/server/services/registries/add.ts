import { auditSentences, registryRefusals } from '@nanoedge/words';
import { registries } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { Conflict } from '../errors.ts';
import { sealedAccess } from './access.ts';
import { entered } from './checked.ts';
import type { RegistryInput } from './schema.ts';
import type { RegistryCheckView } from './view.ts';

/**
 * Keeps how a registry is spoken to, after it worked. Throws BadInput with the field that is wrong,
 * or Conflict when the registry is there already.
 */
export const addRegistry = async (
  deps: Deps,
  actor: Actor,
  input: RegistryInput,
): Promise<RegistryCheckView> => {
  const { host, access, result } = await entered(deps, actor, input);
  await deps.db.transaction(async (tx) => {
    const added = await tx
      .insert(registries)
      .values({ host, ...sealedAccess(deps, host, access) })
      .onConflictDoNothing()
      .returning({ host: registries.host });
    if (added.length === 0) throw new Conflict('host', registryRefusals.alreadyThere(host));
    await record(tx, actor, {
      site: null,
      action: 'create',
      entity: 'registry',
      subject: host,
      summary: auditSentences.registries.added(host),
    });
  });
  return result;
};
