import type { IdentityKey, PersonSummary } from '@nanoedge/protocol';

/** Who is taken out of what was stored, and what stands in their place. */
export interface Pseudonym {
  id: string;
  keys: ReadonlySet<string>;
  as: PersonSummary;
  /** In the place of any of their keys. */
  key: IdentityKey;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A stored document with the pseudonym wherever the person or a key of theirs was. */
export const withPseudonym = (value: unknown, pseudonym: Pseudonym): unknown => {
  if (Array.isArray(value)) return value.map((item) => withPseudonym(item, pseudonym));
  if (!isRecord(value)) return value;
  const { id, keys, as, key } = pseudonym;
  if (value['id'] === id && 'initials' in value) return { ...value, ...as };
  const { person = null } = value;
  const theirs = person === id || (isRecord(person) && person['id'] === id);
  const entries = Object.entries(value).map(([name, item]): [string, unknown] => {
    if (name === 'person' && item === id) return [name, as.id];
    // One that was taken from them before is known by standing beside them
    const isKey = typeof item === 'string' && (keys.has(item) || (theirs && name === 'key'));
    if (isKey) return [name, key];
    return [name, withPseudonym(item, pseudonym)];
  });
  return Object.fromEntries(entries);
};
