import { and, eq, ilike } from 'drizzle-orm';
import { people } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { contains } from '../like.ts';
import { loadPeople } from './load.ts';
import type { ListPeopleInput } from './schema.ts';
import type { PersonRow } from './view.ts';

export const listPeople = (
  deps: Deps,
  actor: Actor,
  input: ListPeopleInput,
): Promise<PersonRow[]> => {
  demand(actor, 'person.read', input);
  const query = input.query ?? '';
  return loadPeople(
    deps,
    actor,
    and(
      eq(people.site, input.site),
      query === '' ? undefined : ilike(people.name, contains(query)),
    ),
  );
};
