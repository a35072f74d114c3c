import { auditSentences } from '@nanoedge/words';
import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { identityKeys, meetings, people } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { announce } from '../announce.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { loadPerson } from './load.ts';
import type { PersonRef } from './schema.ts';
import type { RestoredPerson } from './view.ts';

type StoredRemoval = NonNullable<(typeof people.$inferSelect)['removal']>;

/** What somebody else organises by now stays theirs. */
const giveBack = async (tx: Tx, { meetings: taken, takenBy }: StoredRemoval): Promise<void> => {
  for (const [organiser, own] of Map.groupBy(taken, (meeting) => meeting.organiser))
    await tx
      .update(meetings)
      .set({ organiser })
      .where(
        and(
          inArray(
            meetings.id,
            own.map(({ id }) => id),
          ),
          eq(meetings.organiser, takenBy),
        ),
      );
};

/**
 * Brings a deleted person back with their meetings and keys; keys that somebody else got meanwhile
 * stay with them.
 */
export const restorePerson = async (
  deps: Deps,
  actor: Actor,
  input: PersonRef,
): Promise<RestoredPerson> => {
  const { site, lostKeys } = await deps.db.transaction(async (tx) => {
    const [person] = await tx
      .select()
      .from(people)
      .where(and(eq(people.id, input.id), isNotNull(people.removedAt)))
      .for('update')
      .limit(1);
    const removal = person?.removal ?? null;
    if (person === undefined || removal === null) throw new NotFound('person', input.id);
    demand(actor, 'person.edit', { site: person.site, as: ['person', person.id] });
    const keys = removal.keys.map((key) => ({ ...key, site: person.site, person: person.id }));
    const back =
      keys.length === 0
        ? []
        : await tx
            .insert(identityKeys)
            .values(keys)
            .onConflictDoNothing()
            .returning({ id: identityKeys.id });
    await giveBack(tx, removal);
    await tx.update(people).set({ removedAt: null, removal: null }).where(eq(people.id, person.id));
    await record(tx, actor, {
      site: person.site,
      action: 'restore',
      entity: 'person',
      subject: person.id,
      summary: auditSentences.people.broughtBack(person.name),
    });
    return { site: person.site, lostKeys: keys.length - back.length };
  });
  await announce(deps, site, ['people', 'meetings']);
  return { person: await loadPerson(deps, actor, input.id), lostKeys };
};
