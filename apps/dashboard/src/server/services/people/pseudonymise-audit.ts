import type { PersonId, PersonSummary } from '@nanoedge/protocol';
import { auditSentences } from '@nanoedge/words';
import { and, asc, eq, gt, inArray, or, sql } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { accountLinks, audit, user } from '../../db/schema/index.ts';

/** So many rows share one declaration in the chain. */
const atOnce = 500;

/** Rows of these are about an account. */
const ofAccounts = ['user', 'access'];

const sentences: Readonly<Record<string, (name: string) => string>> = {
  create: auditSentences.people.added,
  update: auditSentences.people.changed,
  'add-key': auditSentences.people.gaveKey,
  'remove-key': auditSentences.people.tookKey,
  restore: auditSentences.people.broughtBack,
};

interface Forgotten {
  id: PersonId;
  name: string;
  /** Their accounts, by id, with the name of each. */
  accounts: ReadonlyMap<string, string>;
}

type Entry = typeof audit.$inferSelect;

/** What a row says of the pseudonym. */
const withoutPerson = (row: Entry, person: Forgotten, as: PersonSummary) => {
  const isOfPerson = row.entity === 'person' && row.subject === person.id;
  const isOfWalk = row.entity === 'simulation' && row.subject === person.id;
  const account = ofAccounts.includes(row.entity) ? person.accounts.get(row.subject) : undefined;
  const sentence =
    sentences[row.action] ?? ((name: string) => auditSentences.people.deleted(name, 0));
  const acted = person.accounts.has(row.actor);
  const named = account ?? (isOfWalk ? person.name : null);
  return {
    id: row.id,
    actorName: acted ? as.name : row.actorName,
    subject: isOfPerson ? as.id : row.subject,
    summary: isOfPerson
      ? sentence(as.name)
      : named === null
        ? row.summary
        : row.summary.replaceAll(named, as.name),
    address: acted || account !== undefined ? null : row.address,
  };
};

/**
 * The trail says in the same sentences what was done, of the pseudonym, and no more from where. The
 * database keeps the chain whole.
 */
export const pseudonymiseAudit = async (
  tx: Tx,
  person: { id: PersonId; name: string },
  as: PersonSummary,
): Promise<void> => {
  const made = await tx
    .select({ id: user.id, name: user.name })
    .from(user)
    .where(eq(user.person, person.id));
  const invited = await tx
    .select({ id: accountLinks.account, name: accountLinks.name })
    .from(accountLinks)
    .where(eq(accountLinks.person, person.id));
  const accounts = [...invited.map(({ id, name }) => ({ id, name: name ?? person.name })), ...made];
  const ids = accounts.map(({ id }) => id);
  const forgotten = { ...person, accounts: new Map(accounts.map(({ id, name }) => [id, name])) };
  const concerned = or(
    and(inArray(audit.entity, ['person', 'simulation']), eq(audit.subject, person.id)),
    ...(ids.length === 0
      ? []
      : [
          inArray(audit.actor, ids),
          and(inArray(audit.entity, ofAccounts), inArray(audit.subject, ids)),
        ]),
  );
  for (let after = 0; ; ) {
    const rows = await tx
      .select()
      .from(audit)
      .where(and(concerned, gt(audit.id, after)))
      .orderBy(asc(audit.id))
      .limit(atOnce);
    if (rows.length === 0) return;
    const rewrites = JSON.stringify(rows.map((row) => withoutPerson(row, forgotten, as)));
    await tx.execute(
      sql`select audit_pseudonymise(${rewrites}::jsonb, ${auditSentences.trail.pseudonyms})`,
    );
    after = rows.at(-1)?.id ?? after;
  }
};
