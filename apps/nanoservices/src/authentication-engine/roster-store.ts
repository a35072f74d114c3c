import type { DatabaseSync } from 'node:sqlite';
import { epochMs } from '@nanoedge/base';
import { MeetingSummary, PersonId, PersonSummary, parse } from '@nanoedge/protocol';
import type {
  EpochMs,
  IdentityKey,
  KeysAnswer,
  MeetingId,
  Roster,
  RosterStatus,
  MeetingEnd,
} from '@nanoedge/protocol';
import { StaleState } from '@nanoedge/coap';
import { count } from './database.ts';

/** Rows as text, the same whatever their order. */
const sorted = (rows: readonly unknown[][]): string =>
  rows
    .map((row) => JSON.stringify(row))
    .toSorted()
    .join('\n');

/** The roster in SQLite: who has which key, and who takes part in which meeting. */
export class RosterStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  status(): RosterStatus {
    return {
      revision: count(this.#database, 'SELECT revision AS n FROM roster'),
      people: count(this.#database, 'SELECT count(*) AS n FROM people'),
      meetings: count(this.#database, 'SELECT count(*) AS n FROM meetings'),
    };
  }

  /**
   * Takes the place of the stored roster, all or nothing. Throws StaleState for one that is older
   * than ours.
   */
  replace(roster: Roster): void {
    const database = this.#database;
    const stored = this.status().revision;
    if (roster.revision < stored)
      throw new StaleState(`revision ${roster.revision} is older than ${stored}`);
    if (roster.revision === stored && this.#holds(roster)) return;
    database.exec('BEGIN IMMEDIATE');
    try {
      database.exec(
        'DELETE FROM people; DELETE FROM keys; DELETE FROM meetings; DELETE FROM participants',
      );
      this.#insert(roster);
      database.prepare('UPDATE roster SET revision = ?').run(roster.revision);
      database.exec('COMMIT');
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  }

  /**
   * Whether the stored roster is this very one: flash memory wears, and what nobody changed stays
   * the same byte by byte.
   */
  #holds({ people, meetings }: Roster): boolean {
    const stored = (columns: string, table: string): string =>
      sorted(
        this.#database
          .prepare(`SELECT ${columns} FROM ${table}`)
          .all()
          .map((row) => Object.values(row)),
      );
    const keys = people.flatMap(({ id, keys: carried }) => carried.map((key) => [key, id]));
    const participants = meetings.flatMap(({ id, participants: invited }) =>
      invited.map((person) => [person, id]),
    );
    return (
      stored('id, name, initials, colour', 'people') ===
        sorted(people.map(({ id, name, initials, colour }) => [id, name, initials, colour])) &&
      stored('key, person', 'keys') === sorted(keys) &&
      stored('person, meeting', 'participants') === sorted(participants) &&
      stored('id, title, room, starts_at, ends_at, content', 'meetings') ===
        sorted(
          meetings.map(({ id, title, room, startsAt, endsAt, content }) => [
            id,
            title,
            room,
            startsAt,
            endsAt,
            content,
          ]),
        )
    );
  }

  #insert(roster: Roster): void {
    const person = this.#database.prepare(
      'INSERT INTO people (id, name, initials, colour) VALUES (?, ?, ?, ?)',
    );
    const key = this.#database.prepare('INSERT OR REPLACE INTO keys (key, person) VALUES (?, ?)');
    const meeting = this.#database.prepare(
      'INSERT INTO meetings (id, title, room, starts_at, ends_at, content) VALUES (?, ?, ?, ?, ?, ?)',
    );
    const participant = this.#database.prepare(
      'INSERT OR REPLACE INTO participants (person, meeting) VALUES (?, ?)',
    );
    for (const { id, name, initials, colour, keys } of roster.people) {
      person.run(id, name, initials, colour);
      for (const each of keys) key.run(each, id);
    }
    for (const { id, title, room, startsAt, endsAt, content, participants } of roster.meetings) {
      meeting.run(id, title, room, startsAt, endsAt, content);
      for (const each of participants) participant.run(each, id);
    }
  }

  /** Which of these keys belong to people, and to whom; a question, of which nothing is kept. */
  knownOf(keys: readonly IdentityKey[]): KeysAnswer {
    const carried = this.#database.prepare('SELECT person FROM keys WHERE key = ?');
    const owned = keys.flatMap((key) => {
      const row = carried.get(key);
      return row === undefined ? [] : [{ key, owner: parse(PersonId, row['person'], 'keys row') }];
    });
    return {
      revision: count(this.#database, 'SELECT revision AS n FROM roster'),
      known: owned.map(({ key }) => key),
      owners: owned.map(({ owner }) => owner),
    };
  }

  /** Who carries `key`; null when nobody does. */
  personOf(key: IdentityKey): PersonSummary | null {
    const row = this.#database
      .prepare(
        'SELECT p.id, p.name, p.initials, p.colour FROM keys k JOIN people p ON p.id = k.person WHERE k.key = ?',
      )
      .get(key);
    return row === undefined ? null : parse(PersonSummary, row, 'people row');
  }

  /**
   * The meeting that expects `person` at `now`: the earliest that has not ended and admits people
   * already.
   */
  meetingFor(person: PersonId, now: EpochMs, admissionMs: number): MeetingSummary | null {
    const row = this.#database
      .prepare(
        `SELECT m.id, m.title, m.room, m.starts_at AS startsAt, m.ends_at AS endsAt, m.content
           FROM participants t JOIN meetings m ON m.id = t.meeting
          WHERE t.person = ? AND m.starts_at <= ? AND m.ends_at > ?
          ORDER BY m.starts_at LIMIT 1`,
      )
      .get(person, now + admissionMs, now);
    return row === undefined ? null : parse(MeetingSummary, row, 'meetings row');
  }

  /**
   * When the meeting that expects `person` may be another one, if the roster stays as it is: the
   * next begin of an admission or end of a meeting of theirs; null when there is none.
   */
  nextTurn(person: PersonId, now: EpochMs, admissionMs: number): EpochMs | null {
    const row = this.#database
      .prepare(
        `SELECT min(at) AS at FROM (
           SELECT m.starts_at - ?1 AS at FROM participants t JOIN meetings m ON m.id = t.meeting
            WHERE t.person = ?2
           UNION ALL
           SELECT m.ends_at FROM participants t JOIN meetings m ON m.id = t.meeting
            WHERE t.person = ?2) WHERE at > ?3`,
      )
      .get(admissionMs, person, now);
    const at = row?.['at'];
    return at === null || at === undefined ? null : epochMs(Number(at));
  }

  /** What became of a meeting that expected somebody by that key and does not any more. */
  endOf(
    key: IdentityKey,
    { person, meeting }: { person: PersonId; meeting: MeetingId },
    now: EpochMs,
  ): MeetingEnd {
    if (this.personOf(key)?.id !== person)
      return this.#has('SELECT count(*) AS n FROM people WHERE id = ?', person)
        ? 'key-removed'
        : 'person-removed';
    if (!this.#has('SELECT count(*) AS n FROM meetings WHERE id = ?', meeting)) return 'cancelled';
    const invited = 'SELECT count(*) AS n FROM participants WHERE meeting = ? AND person = ?';
    if (!this.#has(invited, meeting, person)) return 'uninvited';
    const over = 'SELECT count(*) AS n FROM meetings WHERE id = ? AND ends_at <= ?';
    return this.#has(over, meeting, now) ? 'ended' : 'moved';
  }

  #has(sql: string, ...values: (string | number)[]): boolean {
    return Number(this.#database.prepare(sql).get(...values)?.['n'] ?? 0) > 0;
  }
}
