import { auditSentences } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { registries } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import type { RegistryRef } from './schema.ts';

/** Forgets a registry with its password. What was fetched from it stays. */
export const removeRegistry = async (
  deps: Deps,
  actor: Actor,
  { host }: RegistryRef,
): Promise<{ host: string }> => {
  demand(actor, 'registry.edit');
  await deps.db.transaction(async (tx) => {
    const removed = await tx
      .delete(registries)
      .where(eq(registries.host, host))
      .returning({ host: registries.host });
    if (removed.length === 0) throw new NotFound('registry', host);
    await record(tx, actor, {
      site: null,
      action: 'delete',
      entity: 'registry',
      subject: host,
      summary: auditSentences.registries.removed(host),
    });
  });
  return { host };
};
