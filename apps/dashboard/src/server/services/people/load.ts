import type { PersonId } from '@nanoedge/protocol';
import { and, asc, count, eq, gt, inArray, isNull, max, type SQL } from 'drizzle-orm';
import { can } from '../../../policy/can.ts';
import type { Db, Tx } from '../../db/client.ts';
import {
  identityKeys,
  journeys,
  meetingParticipants,
  meetings,
  people,
} from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { maskKey } from '../mask.ts';
import type { KeyView, PersonRow } from './view.ts';

const loadKeys = async (
  db: Db | Tx,
  actor: Actor,
  ids: PersonId[],
): Promise<Map<PersonId, KeyView[]>> => {
  const rows = await db
    .select()
    .from(identityKeys)
    .where(inArray(identityKeys.person, ids))
    .orderBy(asc(identityKeys.addedAt), asc(identityKeys.key));
  const found = new Map<PersonId, KeyView[]>();
  for (const row of rows) {
    const whole = can(actor, 'person.seeKeys', row);
    const view = {
      id: row.id,
      shown: whole ? row.key : maskKey(row.key),
      masked: !whole,
      label: row.label,
      addedAt: row.addedAt.getTime(),
    };
    found.set(row.person, [...(found.get(row.person) ?? []), view]);
  }
  return found;
};

/**
 * People who were not deleted, by name with their keys, how many meetings expect them from `deps.now()` on, and when the
 * edge last knew them.
 */
export const loadPeople = async (
  deps: Deps,
  actor: Actor,
  where: SQL | undefined,
): Promise<PersonRow[]> => {
  const rows = await deps.db
    .select()
    .from(people)
    .where(and(where, isNull(people.removedAt)))
    .orderBy(asc(people.name), asc(people.id));
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const keys = await loadKeys(deps.db, actor, ids);
  const expected = await deps.db
    .select({ person: meetingParticipants.person, meetings: count() })
    .from(meetingParticipants)
    .innerJoin(meetings, eq(meetings.id, meetingParticipants.meeting))
    .where(
      and(
        inArray(meetingParticipants.person, ids),
        isNull(meetings.removedAt),
        gt(meetings.endsAt, new Date(deps.now())),
      ),
    )
    .groupBy(meetingParticipants.person);
  const seen = await deps.db
    .select({ person: journeys.person, at: max(journeys.updatedAt) })
    .from(journeys)
    .where(inArray(journeys.person, ids))
    .groupBy(journeys.person);
  const upcoming = new Map(expected.map((row) => [row.person, row.meetings]));
  const lastSeen = new Map(seen.map((row) => [row.person, row.at]));
  return rows.map(({ id, site, name, initials, colour, version }) => ({
    id,
    site,
    name,
    initials,
    colour,
    keys: keys.get(id) ?? [],
    upcomingMeetings: upcoming.get(id) ?? 0,
    lastRecognisedAt: lastSeen.get(id) ?? null,
    version,
  }));
};

export const loadPerson = async (deps: Deps, actor: Actor, id: PersonId): Promise<PersonRow> => {
  const [person] = await loadPeople(deps, actor, eq(people.id, id));
  if (person === undefined) throw new NotFound('person', id);
  return person;
};
