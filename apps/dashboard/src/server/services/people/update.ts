import type { MergeRules } from '@nanoedge/base';
import type { Colour } from '@nanoedge/protocol';
import { auditSentences } from '@nanoedge/words';
import { and, eq, isNull } from 'drizzle-orm';
import { people } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { announce } from '../announce.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { settleEdit } from '../edits/settle-edit.ts';
import { NotFound } from '../errors.ts';
import { loadPerson } from './load.ts';
import type { UpdatePersonInput } from './schema.ts';
import type { PersonRow } from './view.ts';

interface PersonFields {
  name: string;
  initials: string;
  colour: Colour;
}

const rules: MergeRules<PersonFields> = { name: 'value', initials: 'value', colour: 'value' };

/**
 * Changes what is given of a person's name, initials and colour. Throws StaleSave where somebody
 * changed the same since.
 */
export const updatePerson = async (
  deps: Deps,
  actor: Actor,
  input: UpdatePersonInput,
): Promise<PersonRow> => {
  const site = await deps.db.transaction(async (tx) => {
    const [old] = await tx
      .select()
      .from(people)
      .where(and(eq(people.id, input.id), isNull(people.removedAt)))
      .for('update')
      .limit(1);
    if (old === undefined) throw new NotFound('person', input.id);
    demand(actor, 'person.edit', { site: old.site, as: ['person', old.id] });
    const { id: _id, base, ...given } = input;
    const { name, initials, colour, version } = old;
    const now: PersonFields = { name, initials, colour };
    const about = { entity: 'person', subject: old.id };
    const next = await settleEdit(tx, about, { given, base, now, version, rules });
    await tx.update(people).set(next).where(eq(people.id, old.id));
    await record(tx, actor, {
      site: old.site,
      action: 'update',
      entity: 'person',
      subject: old.id,
      summary: auditSentences.people.changed(next.name),
    });
    return old.site;
  });
  await announce(deps, site, 'people');
  return loadPerson(deps, actor, input.id);
};
