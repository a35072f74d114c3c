import { auditSentences } from '@nanoedge/words';
import { and, eq, isNull } from 'drizzle-orm';
import { identityKeys, people } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { announce } from '../announce.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { loadPerson } from './load.ts';
import type { RemoveKeyInput } from './schema.ts';
import type { PersonRow } from './view.ts';

/** Takes a key from a person; from then on the edge does not know it. */
export const removeKey = async (
  deps: Deps,
  actor: Actor,
  input: RemoveKeyInput,
): Promise<PersonRow> => {
  const site = await deps.db.transaction(async (tx) => {
    const [person] = await tx
      .select()
      .from(people)
      .where(and(eq(people.id, input.person), isNull(people.removedAt)))
      .limit(1);
    if (person === undefined) throw new NotFound('person', input.person);
    demand(actor, 'person.edit', { site: person.site, as: ['person', person.id] });
    const gone = await tx
      .delete(identityKeys)
      .where(and(eq(identityKeys.id, input.key), eq(identityKeys.person, person.id)))
      .returning({ id: identityKeys.id });
    if (gone.length === 0) throw new NotFound('key', input.key);
    await record(tx, actor, {
      site: person.site,
      action: 'remove-key',
      entity: 'person',
      subject: person.id,
      summary: auditSentences.people.tookKey(person.name),
    });
    return person.site;
  });
  await announce(deps, site, 'people');
  return loadPerson(deps, actor, input.person);
};
