import { configWords } from '@nanoedge/words';

/**
 * JSON Schema as it came from outside: anything may be missing or odd, and then the field is edited
 * as JSON.
 */
export type JsonSchema = Record<string, unknown>;

interface Common {
  key: string;
  label: string;
  hint: string | null;
  required: boolean;
  fallback: unknown;
}

/**
 * What the form draws for one place of a config. `fallback` is the schema's default, undefined
 * without one.
 */
export type ConfigField = Common &
  (
    | { kind: 'text'; pattern: string | null; minLength: number; maxLength: number | null }
    | { kind: 'number'; integer: boolean; minimum: Bound | null; maximum: Bound | null }
    | { kind: 'flag' }
    | { kind: 'choice'; options: readonly (string | number)[] }
    | { kind: 'group'; fields: readonly ConfigField[] }
    | { kind: 'list'; item: ConfigField; minItems: number; maxItems: number | null }
    | { kind: 'map'; value: ConfigField; namePattern: string | null }
    | { kind: 'json' }
  );

/** A limit of a number; `open`: the limit itself is not allowed. */
export interface Bound {
  at: number;
  open: boolean;
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** `holdSeconds` → "Hold seconds", `max_retries` → "Max retries". */
export const labelOf = (key: string): string => {
  const words = key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words === '' ? key : words.charAt(0).toUpperCase() + words.slice(1);
};

/** Follows `#/…` references inside the document, and takes the null out of "this or null". */
const resolved = (
  schema: JsonSchema,
  root: JsonSchema,
  depth = 0,
): { schema: JsonSchema; nullable: boolean } => {
  const ref = text(schema['$ref']);
  if (ref?.startsWith('#/') === true && depth < 16) {
    const target = ref
      .slice(2)
      .split('/')
      .reduce<unknown>(
        (at, part) =>
          isSchema(at) ? at[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined,
        root,
      );
    if (isSchema(target)) {
      const { $ref: _, ...rest } = schema;
      return resolved({ ...target, ...rest }, root, depth + 1);
    }
  }
  const either = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(either)) {
    const others = either.filter((entry) => isSchema(entry) && entry['type'] !== 'null');
    const [only] = others;
    if (others.length === 1 && either.length === 2 && isSchema(only)) {
      const { anyOf: _, oneOf: __, ...rest } = schema;
      return { schema: resolved({ ...only, ...rest }, root, depth + 1).schema, nullable: true };
    }
  }
  return { schema, nullable: false };
};

/** zod writes the safe integers as limits of every integer; they say nothing. */
const bound = (schema: JsonSchema, inclusive: string, exclusive: string): Bound | null => {
  const open = number(schema[exclusive]);
  if (open !== null) return { at: open, open: true };
  const at = number(schema[inclusive]);
  return at === null || Math.abs(at) >= Number.MAX_SAFE_INTEGER ? null : { at, open: false };
};

const isOption = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

/**
 * A database may keep a schema's properties in another order than they were written; `required`
 * keeps its own.
 */
const inOrder = (properties: JsonSchema, required: readonly unknown[]): string[] => {
  const place = (key: string) => (required.includes(key) ? required.indexOf(key) : required.length);
  return Object.keys(properties).toSorted((a, b) => place(a) - place(b));
};

const deepest = 6;

/**
 * What the server can fill in by itself where a device leaves no doubt: its zone, its room, its
 * only sensor of a kind.
 */
const fillable = ['x-zone', 'x-room', 'x-thing', 'x-peer'];

const fieldOf = (
  given: JsonSchema,
  at: { key: string; required: boolean; root: JsonSchema; depth: number },
): ConfigField => {
  const { schema, nullable } = resolved(given, at.root);
  const filled = at.required && at.depth === 1 && fillable.some((word) => word in schema);
  const hints = [text(schema['description']), filled ? configWords.filled : null].filter(
    (hint) => hint !== null,
  );
  const common: Common = {
    key: at.key,
    label: text(schema['title']) ?? labelOf(at.key),
    hint: hints.length === 0 ? null : hints.join(' · '),
    required: at.required && !nullable && !filled,
    fallback: schema['default'],
  };
  const inside = (key: string, inner: unknown, required: boolean): ConfigField =>
    fieldOf(isSchema(inner) ? inner : {}, { key, required, root: at.root, depth: at.depth + 1 });
  const json: ConfigField = { ...common, kind: 'json' };
  if (
    nullable ||
    at.depth > deepest ||
    ['anyOf', 'oneOf', 'allOf', 'not', 'if'].some((word) => word in schema)
  )
    return json;
  const options = schema['enum'];
  if (Array.isArray(options))
    return options.every(isOption) ? { ...common, kind: 'choice', options } : json;
  switch (schema['type']) {
    case 'string':
      return {
        ...common,
        kind: 'text',
        pattern: text(schema['pattern']),
        minLength: number(schema['minLength']) ?? 0,
        maxLength: number(schema['maxLength']),
      };
    case 'number':
    case 'integer':
      return {
        ...common,
        kind: 'number',
        integer: schema['type'] === 'integer',
        minimum: bound(schema, 'minimum', 'exclusiveMinimum'),
        maximum: bound(schema, 'maximum', 'exclusiveMaximum'),
      };
    case 'boolean':
      return { ...common, kind: 'flag' };
    case 'array': {
      const { items } = schema;
      if (!isSchema(items)) return json;
      return {
        ...common,
        kind: 'list',
        item: inside('item', items, true),
        minItems: number(schema['minItems']) ?? 0,
        maxItems: number(schema['maxItems']),
      };
    }
    case 'object': {
      const { properties, additionalProperties: more, propertyNames: names } = schema;
      if (isSchema(properties)) {
        const required: readonly unknown[] = Array.isArray(schema['required'])
          ? schema['required']
          : [];
        return {
          ...common,
          kind: 'group',
          fields: inOrder(properties, required).map((key) =>
            inside(key, properties[key], required.includes(key)),
          ),
        };
      }
      if (!isSchema(more)) return json;
      return {
        ...common,
        kind: 'map',
        value: inside('value', more, true),
        namePattern: isSchema(names) ? text(names['pattern']) : null,
      };
    }
    default:
      return json;
  }
};

/**
 * The form of a config: a group, or null when the schema has no properties to draw and JSON is the
 * only way.
 */
export const configFields = (
  schema: JsonSchema | null,
): Extract<ConfigField, { kind: 'group' }> | null => {
  if (schema === null) return null;
  const root = fieldOf(schema, { key: 'config', required: true, root: schema, depth: 0 });
  return root.kind === 'group' && root.fields.length > 0 ? root : null;
};
