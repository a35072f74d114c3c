import { isSameValue, mergeEdits, type MergeRules } from '@nanoedge/base';
import { staleRefusals } from '@nanoedge/words';
import { and, desc, eq } from 'drizzle-orm';
import * as z from 'zod';
import type { Tx } from '../../db/client.ts';
import { audit } from '../../db/schema/index.ts';
import { StaleSave } from '../errors.ts';

/** The number of the version that a save was made from. */
export const Version = z.int(staleRefusals.version).positive(staleRefusals.version);

type Given<T> = { [Field in keyof T]?: T[Field] | undefined };

/** What a save was made from: the version, and what was read of the fields that it changes. */
export type Base<T> = Given<T> & { version: number };

export interface Save<T> {
  given: Given<T>;
  /** Absent: the save is meant whatever was there. */
  base: Base<T> | undefined;
  /** What is stored now. */
  now: T;
  version: number;
  rules: MergeRules<T>;
}

interface About {
  entity: string;
  subject: string;
}

const at = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (found, key) =>
        typeof found === 'object' && found !== null ? Reflect.get(found, key) : null,
      value,
    ) ?? null;

/** The refusal with both versions of the fields, and who changed it last. */
export const staleSave = async <T extends object>(
  tx: Tx,
  about: About,
  wanted: { fields: readonly string[]; mine: T; theirs: T; version: number },
): Promise<StaleSave> => {
  const [last] = await tx
    .select({ by: audit.actorName, at: audit.at })
    .from(audit)
    .where(and(eq(audit.entity, about.entity), eq(audit.subject, about.subject)))
    .orderBy(desc(audit.id))
    .limit(1);
  return new StaleSave({
    version: wanted.version,
    by: last?.by ?? null,
    at: last?.at.getTime() ?? null,
    fields: wanted.fields.map((field) => ({
      field,
      mine: at(wanted.mine, field),
      theirs: at(wanted.theirs, field),
    })),
  });
};

/**
 * What is to be stored of a save: as it says, where it was made from what is there now; else field
 * by field together with what others changed since. Throws StaleSave where both changed the same.
 * The caller holds the lock on the row.
 */
export const settleEdit = async <T extends object>(
  tx: Tx,
  about: About,
  { given, base, now, version, rules }: Save<T>,
): Promise<T> => {
  const fields = Object.keys(rules) as (keyof T & string)[];
  const filled = (from: Given<T>, other: T): T => {
    const whole = { ...other };
    for (const field of fields) {
      const value = from[field];
      if (value !== undefined) whole[field] = value;
    }
    return whole;
  };
  if (base === undefined || base.version === version) return filled(given, now);
  const from = filled(base, now);
  const mine = filled(given, from);
  const { merged, clashes } = mergeEdits({ base: from, mine, theirs: now }, rules);
  // What a field was made from is not known where the save does not say it
  const unknown = fields.filter(
    (field) =>
      given[field] !== undefined &&
      base[field] === undefined &&
      !isSameValue(mine[field], now[field]),
  );
  const stale = [...new Set([...clashes, ...unknown])];
  if (stale.length === 0) return merged;
  throw await staleSave(tx, about, { fields: stale, mine, theirs: now, version });
};
