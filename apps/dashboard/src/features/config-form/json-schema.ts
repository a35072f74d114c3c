/**
 * JSON Schema as it came from outside: anything may be missing or odd, and then the field is edited
 * as JSON.
 */
export type JsonSchema = Record<string, unknown>;

export const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The text that the schema has for a word; null without one. */
export const textAt = (schema: JsonSchema, word: string): string | null => {
  const value = schema[word];
  return typeof value === 'string' ? value : null;
};

/** The number that the schema has for a word; null without one. */
export const numberAt = (schema: JsonSchema, word: string): number | null => {
  const value = schema[word];
  return typeof value === 'number' ? value : null;
};

interface Resolved {
  schema: JsonSchema;
  /** Null is allowed, too. */
  nullable: boolean;
}

/** References of references, so that a circle of them comes to an end. */
const mostReferences = 16;

/** What a `#/…` reference leads to inside the document. */
const targetOf = (reference: string, root: JsonSchema): unknown =>
  reference
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (at, part) =>
        isSchema(at) ? at[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined,
      root,
    );

/** The other half of "this or null"; null when the choice is another one. */
const besideNull = (either: readonly unknown[]): JsonSchema | null => {
  const others = either.filter((entry) => isSchema(entry) && entry['type'] !== 'null');
  const [only] = others;
  return either.length === 2 && others.length === 1 && isSchema(only) ? only : null;
};

/** Follows `#/…` references inside the document, and takes the null out of "this or null". */
export const resolved = (schema: JsonSchema, root: JsonSchema, depth = 0): Resolved => {
  const reference = textAt(schema, '$ref');
  if (reference?.startsWith('#/') === true && depth < mostReferences) {
    const target = targetOf(reference, root);
    if (isSchema(target)) {
      const { $ref: _, ...rest } = schema;
      return resolved({ ...target, ...rest }, root, depth + 1);
    }
  }
  const either = schema['anyOf'] ?? schema['oneOf'];
  const only = Array.isArray(either) ? besideNull(either) : null;
  if (only === null) return { schema, nullable: false };
  const { anyOf: _, oneOf: __, ...rest } = schema;
  return { schema: resolved({ ...only, ...rest }, root, depth + 1).schema, nullable: true };
};
