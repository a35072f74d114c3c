import { createHash } from 'node:crypto';
import * as z from 'zod/mini';

/** A row of the audit trail with all that chains it; `at` in microseconds since 1970, as text. */
export const ChainRow = z.object({
  id: z.number(),
  at: z.string(),
  site: z.nullable(z.string()),
  actor: z.string(),
  actorName: z.string(),
  action: z.string(),
  entity: z.string(),
  subject: z.string(),
  summary: z.string(),
  address: z.nullable(z.string()),
  detail: z.nullable(z.string()),
  seq: z.nullable(z.number()),
  salt: z.nullable(z.string()),
  content: z.nullable(z.string()),
  previous: z.nullable(z.string()),
  hash: z.nullable(z.string()),
});
export type ChainRow = z.infer<typeof ChainRow>;

/** The place and hash of a row; of the newest one: all that is needed to know the chain again. */
export const ChainPlace = z.object({ seq: z.number(), hash: z.string() });
export type ChainPlace = z.infer<typeof ChainPlace>;

/** What is sent of a chain: its rows, then the newest place that the database knows. */
export const ChainLine = z.union([
  z.strictObject({ row: ChainRow }),
  z.strictObject({ head: ChainPlace }),
]);
export type ChainLine = z.infer<typeof ChainLine>;

const Detail = z.object({
  forgotten: z.optional(ChainPlace),
  rewritten: z.optional(z.record(z.string(), z.string())),
});
type ChainDetail = z.infer<typeof Detail>;

/**
 * What is wrong first. `changed`: the row does not say what it said. `moved`: it does not follow the
 * one before. `removed`: rows are missing before it. `inserted`: it came past the chain. `cut`: the
 * newest rows are missing, `seq` is the last that is there. `other`: the chain is not the one that
 * was seen before.
 */
export type ChainFault =
  | { kind: 'changed' | 'moved' | 'removed' | 'inserted'; row: ChainRow }
  | { kind: 'cut'; seq: number; until: number }
  | { kind: 'other'; seq: number };

export interface ChainVerdict {
  /** How many rows were read until the fault, or in all. */
  rows: number;
  first: number | null;
  head: ChainPlace | null;
  fault: ChainFault | null;
}

/** What stands before the first row. */
const genesis: ChainPlace = { seq: 0, hash: '0'.repeat(64) };

const digest = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const field = (value: string | null): string =>
  value === null ? '-\n' : `${String(Buffer.byteLength(value))}:${value}\n`;

/** As the database's `audit_says`. */
const says = (row: ChainRow): string =>
  [
    String(row.id),
    row.at,
    row.site,
    row.actor,
    row.actorName,
    row.action,
    row.entity,
    row.subject,
    row.summary,
    row.address,
    row.detail,
  ]
    .map(field)
    .join('');

const detailOf = ({ actor, entity, detail }: ChainRow): ChainDetail => {
  if (detail === null || actor !== 'system' || entity !== 'audit') return {};
  try {
    return Detail.parse(JSON.parse(detail));
  } catch {
    return {};
  }
};

/** Walks the chain from its oldest row, one row after the other; `verdict` ends it. */
export class ChainWalk {
  #rows = 0;
  #first: ChainRow | null = null;
  #last: ChainPlace | null = null;
  #fault: ChainFault | null = null;
  /** Rows whose text was replaced, by their place, and the digest of what they say now. */
  readonly #rewritten = new Map<number, { row: ChainRow; digest: string }>();
  #forgotten: ChainPlace[] = [];
  readonly #known: Map<number, string>;
  #newestKnown = 0;

  /** `known`: places that were seen in this chain before. */
  constructor(known: readonly ChainPlace[]) {
    this.#known = new Map(known.map(({ seq, hash }) => [seq, hash]));
    this.#newestKnown = Math.max(0, ...this.#known.keys());
  }

  /** Rows by their place; those without one at last. Says whether to go on. */
  take(row: ChainRow): boolean {
    this.#fault ??= this.#faultOf(row);
    if (this.#fault === null) this.#rows += 1;
    return this.#fault === null;
  }

  #faultOf(row: ChainRow): ChainFault | null {
    const { seq, hash, previous, content } = row;
    if (seq === null || hash === null || previous === null || content === null)
      return { kind: 'inserted', row };
    if (this.#last !== null && seq !== this.#last.seq + 1) return { kind: 'removed', row };
    if (this.#last !== null && previous !== this.#last.hash) return { kind: 'moved', row };
    if (row.salt !== null && digest(`${row.salt}\n${says(row)}`) !== content)
      return { kind: 'changed', row };
    const parts = ['nanoedge audit 1', String(seq), previous, content];
    if (digest(parts.join('\n')) !== hash) return { kind: 'changed', row };
    const known = this.#known.get(seq);
    if (known !== undefined && known !== hash) return { kind: 'other', seq };
    if (row.salt === null) this.#rewritten.set(seq, { row, digest: digest(says(row)) });
    this.#first ??= row;
    this.#last = { seq, hash };
    this.#take(detailOf(row), seq);
    return null;
  }

  #take({ forgotten, rewritten }: ChainDetail, at: number): void {
    if (forgotten !== undefined) this.#forgotten.push(forgotten);
    for (const [key, now] of Object.entries(rewritten ?? {})) {
      const seq = Number(key);
      const found = this.#rewritten.get(seq);
      // The newest word counts: a row may be rewritten again, and says only what it says now
      if (found?.digest === now && seq < at) this.#rewritten.delete(seq);
    }
  }

  /** Rows before the first are gone by the retention rule only when the chain itself says so. */
  #beginsRightly(first: ChainRow): boolean {
    const { seq, previous } = first;
    return [genesis, ...this.#forgotten].some(
      (place) => place.seq + 1 === seq && place.hash === previous,
    );
  }

  /** `head`: what the database says is the newest row. */
  verdict(head: ChainPlace): ChainVerdict {
    const last = this.#last;
    return {
      rows: this.#rows,
      first: this.#first?.seq ?? null,
      head: last,
      fault: this.#fault ?? this.#faultAtEnd(last ?? genesis, head),
    };
  }

  #faultAtEnd(last: ChainPlace, head: ChainPlace): ChainFault | null {
    const first = this.#first;
    if (first !== null && !this.#beginsRightly(first)) return { kind: 'removed', row: first };
    const [replaced] = [...this.#rewritten.values()];
    if (replaced !== undefined) return { kind: 'changed', row: replaced.row };
    const until = Math.max(head.seq, this.#newestKnown);
    if (until > last.seq) return { kind: 'cut', seq: last.seq, until };
    return head.hash === last.hash && head.seq === last.seq
      ? null
      : { kind: 'other', seq: head.seq };
  }
}
