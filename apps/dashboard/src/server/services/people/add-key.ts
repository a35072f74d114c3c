import { auditSentences, personRefusals } from '@nanoedge/words';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import { databaseError } from '../../db/client.ts';
import { identityKeys, people } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { announce } from '../announce.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { Conflict, NotFound } from '../errors.ts';
import { loadPerson } from './load.ts';
import type { AddKeyInput } from './schema.ts';
import type { PersonRow } from './view.ts';

/** The name of who has a key of the person's site. */
const ownerOf = async (deps: Deps, { person, key }: AddKeyInput): Promise<string> => {
  const [owner] = await deps.db
    .select({ name: people.name })
    .from(identityKeys)
    .innerJoin(people, eq(people.id, identityKeys.person))
    .where(
      and(
        eq(identityKeys.key, key),
        inArray(
          identityKeys.site,
          deps.db.select({ site: people.site }).from(people).where(eq(people.id, person)),
        ),
      ),
    )
    .limit(1);
  return owner?.name ?? personRefusals.somebody;
};

/** Gives a person one more key. Throws Conflict when somebody of the site has it already. */
export const addKey = async (deps: Deps, actor: Actor, input: AddKeyInput): Promise<PersonRow> => {
  const add = () =>
    deps.db.transaction(async (tx) => {
      const [person] = await tx
        .select()
        .from(people)
        .where(and(eq(people.id, input.person), isNull(people.removedAt)))
        .limit(1);
      if (person === undefined) throw new NotFound('person', input.person);
      demand(actor, 'person.edit', { site: person.site, as: ['person', person.id] });
      await tx.insert(identityKeys).values({
        site: person.site,
        person: person.id,
        key: input.key,
        label: input.label ?? null,
      });
      await record(tx, actor, {
        site: person.site,
        action: 'add-key',
        entity: 'person',
        subject: person.id,
        summary: auditSentences.people.gaveKey(person.name),
      });
      return person.site;
    });
  const site = await add().catch(async (error: unknown) => {
    if (databaseError(error)?.constraint !== 'identity_keys_key') throw error;
    throw new Conflict('key', personRefusals.keyTaken(await ownerOf(deps, input)));
  });
  await announce(deps, site, 'people');
  return loadPerson(deps, actor, input.person);
};
