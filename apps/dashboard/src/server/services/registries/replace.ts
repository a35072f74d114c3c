import { auditSentences } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { registries } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { sealedAccess } from './access.ts';
import { entered } from './checked.ts';
import type { RegistryInput } from './schema.ts';
import type { RegistryCheckView } from './view.ts';

/** Keeps another name and password for one that is there, after they worked. Throws BadInput. */
export const replaceRegistry = async (
  deps: Deps,
  actor: Actor,
  input: RegistryInput,
): Promise<RegistryCheckView> => {
  const { host, access, result } = await entered(deps, actor, input);
  await deps.db.transaction(async (tx) => {
    const changed = await tx
      .update(registries)
      .set(sealedAccess(deps, host, access))
      .where(eq(registries.host, host))
      .returning({ host: registries.host });
    if (changed.length === 0) throw new NotFound('registry', host);
    await record(tx, actor, {
      site: null,
      action: 'update',
      entity: 'registry',
      subject: host,
      summary: auditSentences.registries.changed(host),
    });
  });
  return result;
};
