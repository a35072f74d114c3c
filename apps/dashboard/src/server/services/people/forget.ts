import { createHash, randomBytes } from 'node:crypto';
import { dayMs, personUndoDays } from '@nanoedge/base';
import {
  Colour,
  type EventBody,
  IdentityKey,
  type Journey,
  parse,
  PersonId,
  type SiteId,
} from '@nanoedge/protocol';
import { pseudonymWords, runReasons } from '@nanoedge/words';
import { and, asc, eq, gt, inArray, isNotNull, lt, or, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import {
  account,
  accountLinks,
  attendances,
  events,
  forgottenPeople,
  journeys,
  meetingParticipants,
  people,
  runs,
  twoFactor,
  user,
} from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { contains } from '../like.ts';
import { pseudonymiseAudit } from './pseudonymise-audit.ts';
import { type Pseudonym, withPseudonym } from './pseudonym.ts';

type StoredPerson = typeof people.$inferSelect;

const grey = parse(Colour, '#7a7a7a', 'colour');
const atOnce = 500;

/** Tells a forgotten person from others without holding their id. */
const markOf = (site: SiteId, id: PersonId): string =>
  createHash('sha256').update(`${site}/${id}`).digest('hex');

/** Whether a person was deleted for good, so that no document brings them back. */
export const isForgotten = async (tx: Tx, site: SiteId, id: PersonId): Promise<boolean> => {
  const found = await tx
    .select({ mark: forgottenPeople.mark })
    .from(forgottenPeople)
    .where(eq(forgottenPeople.mark, markOf(site, id)));
  return found.length > 0;
};

const newPseudonym = (person: StoredPerson): Pseudonym => {
  const tail = randomBytes(4).toString('hex');
  return {
    id: person.id,
    keys: new Set(person.removal?.keys.map(({ key }) => key) ?? []),
    as: {
      id: parse(PersonId, `deleted-${tail}`, 'person id'),
      name: pseudonymWords.name(tail),
      initials: pseudonymWords.initials,
      colour: grey,
    },
    key: parse(IdentityKey, `deleted-${tail}`, 'key'),
  };
};

/** Rewrites what devices said of the person, some rows at a time. */
const rewriteEvents = async (tx: Tx, site: SiteId, pseudonym: Pseudonym): Promise<void> => {
  const named = [pseudonym.id, ...pseudonym.keys].map(
    (text) => sql`${events.body}::text like ${contains(`"${text}"`)}`,
  );
  for (let after = 0; ; ) {
    const rows = await tx
      .select({ id: events.id, body: events.body })
      .from(events)
      .where(and(eq(events.site, site), gt(events.id, after), or(...named)))
      .orderBy(asc(events.id))
      .limit(atOnce);
    for (const { id, body } of rows)
      await tx
        .update(events)
        .set({ body: withPseudonym(body, pseudonym) as EventBody })
        .where(eq(events.id, id));
    after = rows.at(-1)?.id ?? after;
    if (rows.length < atOnce) return;
  }
};

const rewriteJourneys = async (tx: Tx, old: PersonId, pseudonym: Pseudonym): Promise<void> => {
  const rows = await tx
    .select({ id: journeys.id, snapshot: journeys.snapshot })
    .from(journeys)
    .where(eq(journeys.person, old));
  for (const { id, snapshot } of rows)
    await tx
      .update(journeys)
      .set({
        person: pseudonym.as.id,
        snapshot: withPseudonym(snapshot, pseudonym) as Journey,
      })
      .where(eq(journeys.id, id));
};

/** Their account is closed for good, and what they did was done by the pseudonym. */
const forgetAccounts = async (tx: Tx, old: PersonId, { as }: Pseudonym): Promise<void> => {
  const accounts = await tx
    .select({ id: user.id, name: user.name })
    .from(user)
    .where(eq(user.person, old));
  await tx.delete(accountLinks).where(eq(accountLinks.person, old));
  for (const { id, name } of accounts) {
    await tx.delete(accountLinks).where(eq(accountLinks.account, id));
    await tx.delete(account).where(eq(account.userId, id));
    await tx.delete(twoFactor).where(eq(twoFactor.userId, id));
    await tx
      .update(user)
      .set({ name: as.name, email: `${id}@deleted.invalid`, image: null, person: null })
      .where(eq(user.id, id));
    await tx.update(runs).set({ requestedBy: as.name }).where(eq(runs.requestedBy, name));
    await tx
      .update(runs)
      .set({ reason: runReasons.superseded(as.name) })
      .where(eq(runs.reason, runReasons.superseded(name)));
  }
};

const forgetPerson = async (tx: Tx, person: StoredPerson): Promise<void> => {
  const pseudonym = newPseudonym(person);
  const { site, removedAt } = person;
  const { as } = pseudonym;
  await tx.insert(people).values({ ...as, site, removedAt });
  for (const table of [meetingParticipants, attendances] as const)
    await tx.update(table).set({ person: as.id }).where(eq(table.person, person.id));
  await rewriteJourneys(tx, person.id, pseudonym);
  await rewriteEvents(tx, site, pseudonym);
  await pseudonymiseAudit(tx, person, as);
  await forgetAccounts(tx, person.id, pseudonym);
  await tx
    .insert(forgottenPeople)
    .values({ mark: markOf(site, person.id) })
    .onConflictDoNothing();
  await tx.delete(people).where(eq(people.id, person.id));
};

/**
 * Of people who were deleted long enough ago the history keeps a pseudonym only: events, journeys,
 * attendance, meetings, runs and the audit trail. Gives how many.
 */
export const forgetPeople = async (deps: Deps): Promise<number> => {
  const before = new Date(deps.now() - personUndoDays * dayMs);
  const due = await deps.db
    .select({ id: people.id })
    .from(people)
    .where(and(lt(people.removedAt, before), isNotNull(people.removal)));
  for (const { id } of due)
    await deps.db.transaction(async (tx) => {
      const [person] = await tx
        .select()
        .from(people)
        .where(and(inArray(people.id, [id]), isNotNull(people.removal)))
        .for('update');
      if (person !== undefined) await forgetPerson(tx, person);
    });
  if (due.length > 0) deps.log.info({ people: due.length }, 'deleted people forgotten');
  return due.length;
};
