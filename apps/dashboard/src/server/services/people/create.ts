import { randomUUID } from 'node:crypto';
import { parse, PersonId } from '@nanoedge/protocol';
import { auditSentences } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { people } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { announce } from '../announce.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { initialsOf, leastUsedColour } from '../appearance.ts';
import { lockSite } from '../site/lock.ts';
import { loadPerson } from './load.ts';
import type { CreatePersonInput } from './schema.ts';
import type { PersonRow } from './view.ts';

/** Adds a person to a site; what is not given of their looks is chosen. */
export const createPerson = async (
  deps: Deps,
  actor: Actor,
  input: CreatePersonInput,
): Promise<PersonRow> => {
  demand(actor, 'person.edit', input);
  const id = parse(PersonId, randomUUID(), 'person id');
  await deps.db.transaction(async (tx) => {
    const site = await lockSite(tx, input.site);
    const used = await tx
      .select({ colour: people.colour })
      .from(people)
      .where(eq(people.site, site.id));
    const colour = input.colour ?? leastUsedColour(used.map((row) => row.colour));
    await tx.insert(people).values({
      id,
      site: site.id,
      name: input.name,
      initials: input.initials ?? initialsOf(input.name),
      colour,
    });
    await record(tx, actor, {
      site: input.site,
      action: 'create',
      entity: 'person',
      subject: id,
      summary: auditSentences.people.added(input.name),
    });
  });
  await announce(deps, input.site, 'people');
  return loadPerson(deps, actor, id);
};
