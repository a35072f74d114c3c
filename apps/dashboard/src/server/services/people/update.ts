import { auditSentences } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { people } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { requireRole } from '../actor.ts';
import { announce } from '../announce.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { loadPerson } from './load.ts';
import type { UpdatePersonInput } from './schema.ts';
import type { PersonRow } from './view.ts';

/** Changes what is given of a person's name, initials and colour. */
export const updatePerson = async (
  deps: Deps,
  actor: Actor,
  input: UpdatePersonInput,
): Promise<PersonRow> => {
  requireRole(actor, 'admin');
  const site = await deps.db.transaction(async (tx) => {
    const [old] = await tx
      .select()
      .from(people)
      .where(eq(people.id, input.id))
      .for('update')
      .limit(1);
    if (old === undefined) throw new NotFound('person', input.id);
    const name = input.name ?? old.name;
    await tx
      .update(people)
      .set({ name, initials: input.initials ?? old.initials, colour: input.colour ?? old.colour })
      .where(eq(people.id, old.id));
    await record(tx, actor, {
      action: 'update',
      entity: 'person',
      subject: old.id,
      summary: auditSentences.people.changed(name),
    });
    return old.site;
  });
  await announce(deps, site, 'people');
  return loadPerson(deps, actor, input.id);
};
