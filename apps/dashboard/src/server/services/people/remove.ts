import type { MeetingId } from '@nanoedge/protocol';
import { accessRefusals, auditSentences, personRefusals } from '@nanoedge/words';
import { and, eq, gt, inArray, isNull } from 'drizzle-orm';
import { can } from '../../../policy/can.ts';
import type { Tx } from '../../db/client.ts';
import { identityKeys, meetings, people, user } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { endSessions } from '../accounts/load.ts';
import { announce } from '../announce.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { BadInput, Forbidden, NotFound } from '../errors.ts';
import { loadRemoved } from './list-removed.ts';
import type { PersonRef } from './schema.ts';
import type { RemovedPerson } from './view.ts';

/** Meetings to come that nobody could change any more go to the one who deletes. */
const takeOver = async (
  tx: Tx,
  actor: Actor,
  { users, now }: { users: string[]; now: Date },
): Promise<{ id: MeetingId; organiser: string }[]> => {
  if (users.length === 0) return [];
  const own = and(
    inArray(meetings.organiser, users),
    isNull(meetings.removedAt),
    gt(meetings.endsAt, now),
  );
  const taken = await tx
    .select({ id: meetings.id, organiser: meetings.organiser })
    .from(meetings)
    .where(own)
    .for('update');
  await tx.update(meetings).set({ organiser: actor.user }).where(own);
  return taken;
};

/**
 * Deletes a person: their keys are gone at once, so that the edge does not know them any more, and
 * nobody signs in as them. Their meetings go on without them; those that they organise go to the
 * actor. `restorePerson` undoes it for a while, then `forgetPeople` leaves a pseudonym.
 */
export const removePerson = async (
  deps: Deps,
  actor: Actor,
  input: PersonRef,
): Promise<RemovedPerson> => {
  if (actor.person === input.id) throw new BadInput('id', personRefusals.yourself);
  const now = new Date(deps.now());
  const { site, users } = await deps.db.transaction(async (tx) => {
    const [person] = await tx
      .select()
      .from(people)
      .where(and(eq(people.id, input.id), isNull(people.removedAt)))
      .for('update')
      .limit(1);
    if (person === undefined) throw new NotFound('person', input.id);
    demand(actor, 'person.edit', { site: person.site, as: ['person', person.id] });
    const keys = await tx
      .delete(identityKeys)
      .where(eq(identityKeys.person, person.id))
      .returning({ key: identityKeys.key, label: identityKeys.label });
    const accounts = await tx
      .select({ id: user.id, site: user.site })
      .from(user)
      .where(eq(user.person, person.id));
    // Who deletes somebody closes their account
    if (!accounts.every(({ site }) => can(actor, 'account.edit', { site })))
      throw new Forbidden(accessRefusals.everySite);
    const users = accounts.map(({ id }) => id);
    await endSessions(tx, users);
    const taken = await takeOver(tx, actor, { users, now });
    await tx
      .update(people)
      .set({
        removedAt: now,
        removal: { by: actor.name, keys, meetings: taken, takenBy: actor.user },
      })
      .where(eq(people.id, person.id));
    await record(tx, actor, {
      site: person.site,
      action: 'remove',
      entity: 'person',
      subject: person.id,
      summary: auditSentences.people.deleted(person.name, taken.length),
    });
    return { site: person.site, users };
  });
  deps.live.revoked(users);
  await announce(deps, site, ['people', 'meetings']);
  const [removed] = await loadRemoved(deps, eq(people.id, input.id));
  if (removed === undefined) throw new NotFound('person', input.id);
  return removed;
};
