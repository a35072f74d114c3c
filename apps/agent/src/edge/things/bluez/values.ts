/** What a variant holds, as `[[type], [value]]` comes over the bus; anything else is itself. */
const unwrap = (value: unknown): unknown => {
  if (!Array.isArray(value) || value.length !== 2) return value;
  const [type, held]: unknown[] = value;
  const isVariant =
    Array.isArray(type) && Array.isArray(held) && held.length === 1 && isType(type[0]);
  return isVariant ? held[0] : value;
};

const isType = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'type' in value && 'child' in value;

/** A dictionary of the bus, a list of pairs, by its keys. */
export const entriesOf = (value: unknown): ReadonlyMap<string, unknown> => {
  const pairs: unknown[] = Array.isArray(value) ? value : [];
  return new Map(
    pairs.flatMap((pair) =>
      Array.isArray(pair) && pair.length === 2 ? [[String(pair[0]), unwrap(pair[1])] as const] : [],
    ),
  );
};
