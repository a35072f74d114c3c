/**
 * How the two versions of a field come together. `value`: one or the other. `set`: what either added
 * is in, what either removed is out, whatever the order. `list`: the same, in the order of whoever
 * reordered it. `record`: key by key, whatever depth.
 */
export type MergeAs = 'value' | 'set' | 'list' | 'record';

export type MergeRules<T> = { readonly [Field in keyof T]-?: MergeAs };

/** What an edit was made from, what it made of it, and what others made of it meanwhile. */
export interface Versions<T> {
  base: T;
  mine: T;
  theirs: T;
}

/** At a clash, a path with dots, `merged` holds what is mine. */
export interface Merged<T> {
  merged: T;
  clashes: string[];
}

type Plain = Record<string, unknown>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sorted = (_key: string, value: unknown): unknown =>
  isPlain(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** One text for equal values, whatever the order of their keys. */
const textOf = (value: unknown): string => JSON.stringify(value, sorted) ?? '';

/** Whether two values are the same to whoever reads them. */
export const isSameValue = (one: unknown, other: unknown): boolean => textOf(one) === textOf(other);

interface Entry {
  key: string;
  item: unknown;
}

/** Entries by what they are; the second of two that are alike is another one than the first. */
const entriesOf = (items: readonly unknown[]): Entry[] => {
  const counts = new Map<string, number>();
  return items.map((item) => {
    const text = textOf(item);
    const count = (counts.get(text) ?? 0) + 1;
    counts.set(text, count);
    return { key: `${String(count)} ${text}`, item };
  });
};

const keysOf = (entries: readonly Entry[]): Set<string> => new Set(entries.map(({ key }) => key));

/**
 * Puts what is new among `guests` into the list, each behind the nearest one before it that is
 * there, and behind what the list has added in that place itself.
 */
const insertNew = (list: Entry[], guests: readonly Entry[], known: Set<string>): void => {
  for (const [index, guest] of guests.entries()) {
    if (known.has(guest.key) || list.some(({ key }) => key === guest.key)) continue;
    const before = guests.slice(0, index).findLast(({ key }) => list.some((at) => at.key === key));
    let place = before === undefined ? 0 : list.findIndex(({ key }) => key === before.key) + 1;
    while (!known.has(list[place]?.key ?? guest.key) && place < list.length) place += 1;
    list.splice(place, 0, guest);
  }
};

const mergeLists = (
  { base, mine, theirs }: Versions<readonly unknown[]>,
  ordered: boolean,
): { items: unknown[]; clash: boolean } => {
  const [was, own, other] = [entriesOf(base), entriesOf(mine), entriesOf(theirs)];
  const [inBase, inMine, inTheirs] = [keysOf(was), keysOf(own), keysOf(other)];
  const stays = ({ key }: Entry) => inBase.has(key) && inMine.has(key) && inTheirs.has(key);
  const orderOf = (entries: readonly Entry[]) => entries.filter(stays).map(({ key }) => key);
  const moved = {
    mine: !isSameValue(orderOf(own), orderOf(was)),
    theirs: !isSameValue(orderOf(other), orderOf(was)),
  };
  const differ = moved.mine && moved.theirs && !isSameValue(orderOf(own), orderOf(other));
  const clash = ordered && differ;
  const [frame, guests] =
    moved.mine && (clash || !moved.theirs) ? [own, other] : ([other, own] as const);
  const list = frame.filter((entry) => !inBase.has(entry.key) || stays(entry));
  insertNew(list, guests, inBase);
  return { items: list.map(({ item }) => item), clash };
};

interface Outcome {
  value: unknown;
  clashes: string[];
}

const mergeValues = ({ base, mine, theirs }: Versions<unknown>, path: string): Outcome => {
  if (isSameValue(mine, theirs) || isSameValue(mine, base)) return { value: theirs, clashes: [] };
  return { value: mine, clashes: isSameValue(theirs, base) ? [] : [path] };
};

const mergeRecords = (versions: Versions<unknown>, path: string): Outcome => {
  const { base, mine, theirs } = versions;
  if (!isPlain(base) || !isPlain(mine) || !isPlain(theirs)) return mergeValues(versions, path);
  const keys = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
  const clashes: string[] = [];
  const entries: [string, unknown][] = [];
  for (const key of keys) {
    const own = { base: base[key], mine: mine[key], theirs: theirs[key] };
    const outcome = mergeRecords(own, `${path}.${key}`);
    clashes.push(...outcome.clashes);
    if (outcome.value !== undefined) entries.push([key, outcome.value]);
  }
  return { value: Object.fromEntries(entries), clashes };
};

const mergeField = (versions: Versions<unknown>, how: MergeAs, path: string): Outcome => {
  const { base, mine, theirs } = versions;
  if (how === 'record') return mergeRecords(versions, path);
  const isListed = Array.isArray(base) && Array.isArray(mine) && Array.isArray(theirs);
  if (how === 'value' || !isListed) return mergeValues(versions, path);
  const { items, clash } = mergeLists({ base, mine, theirs }, how === 'list');
  return { value: items, clashes: clash ? [path] : [] };
};

/**
 * Brings two edits of the same thing together: a field that only one side changed is as that side
 * has it; where both changed it and do not agree, the field is among the clashes.
 */
export const mergeEdits = <T extends object>(
  { base, mine, theirs }: Versions<T>,
  rules: MergeRules<T>,
): Merged<T> => {
  const clashes: string[] = [];
  const merged: Partial<T> = {};
  for (const field of Object.keys(rules) as (keyof T & string)[]) {
    const versions = { base: base[field], mine: mine[field], theirs: theirs[field] };
    const outcome = mergeField(versions, rules[field], field);
    clashes.push(...outcome.clashes);
    merged[field] = outcome.value as T[keyof T & string];
  }
  return { merged: merged as T, clashes };
};

/** The fields in which two versions are not the same. */
export const changedFields = <T extends object>(
  one: T,
  other: T,
  rules: MergeRules<T>,
): (keyof T & string)[] =>
  (Object.keys(rules) as (keyof T & string)[]).filter(
    (field) => !isSameValue(one[field], other[field]),
  );
