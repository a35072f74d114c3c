import { configWords, sideBySide } from '@nanoedge/words';
import { isSchema, type JsonSchema, numberAt, resolved, textAt } from './json-schema.ts';

interface Common {
  key: string;
  label: string;
  hint: string | null;
  required: boolean;
  fallback: unknown;
}

type Shape =
  | { kind: 'text'; pattern: string | null; minLength: number; maxLength: number | null }
  | { kind: 'number'; integer: boolean; minimum: Bound | null; maximum: Bound | null }
  | { kind: 'flag' }
  | { kind: 'choice'; options: readonly (string | number)[] }
  | { kind: 'group'; fields: readonly ConfigField[] }
  | { kind: 'list'; item: ConfigField; minItems: number; maxItems: number | null }
  | { kind: 'map'; value: ConfigField; namePattern: string | null }
  | { kind: 'json' };

/**
 * What the form draws for one place of a config. `fallback` is the schema's default, undefined
 * without one.
 */
export type ConfigField = Common & Shape;

/** A limit of a number; `open`: the limit itself is not allowed. */
export interface Bound {
  at: number;
  open: boolean;
}

/** Where in the config a field is; `root` is the whole schema, which references lead into. */
interface Spot {
  key: string;
  required: boolean;
  root: JsonSchema;
  depth: number;
}

/** `holdSeconds` → "Hold seconds", `max_retries` → "Max retries". */
export const labelOf = (key: string): string => {
  const words = key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words === '' ? key : words.charAt(0).toUpperCase() + words.slice(1);
};

/** zod writes the safe integers as limits of every integer; they say nothing. */
const bound = (schema: JsonSchema, inclusive: string, exclusive: string): Bound | null => {
  const open = numberAt(schema, exclusive);
  if (open !== null) return { at: open, open: true };
  const at = numberAt(schema, inclusive);
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

const deepest = 8;

/** What several schemas together say has no input of its own. */
const composed = ['anyOf', 'oneOf', 'allOf', 'not', 'if'];

/**
 * What the server can fill in by itself where a device leaves no doubt: its zone, its room, its
 * only sensor of a kind.
 */
const fillable = ['x-zone', 'x-room', 'x-thing', 'x-peer'];

const says = (schema: JsonSchema, words: readonly string[]): boolean =>
  words.some((word) => word in schema);

const inside = (at: Spot, schema: unknown, as: { key: string; required: boolean }): ConfigField =>
  fieldOf(isSchema(schema) ? schema : {}, { ...as, root: at.root, depth: at.depth + 1 });

const numberShape = (schema: JsonSchema): Shape => ({
  kind: 'number',
  integer: schema['type'] === 'integer',
  minimum: bound(schema, 'minimum', 'exclusiveMinimum'),
  maximum: bound(schema, 'maximum', 'exclusiveMaximum'),
});

const listShape = (schema: JsonSchema, at: Spot): Shape =>
  isSchema(schema['items'])
    ? {
        kind: 'list',
        item: inside(at, schema['items'], { key: 'item', required: true }),
        minItems: numberAt(schema, 'minItems') ?? 0,
        maxItems: numberAt(schema, 'maxItems'),
      }
    : { kind: 'json' };

/** An object with names of its own is a group; one that takes any name is a map. */
const objectShape = (schema: JsonSchema, at: Spot): Shape => {
  const { properties, additionalProperties: more, propertyNames: names, required } = schema;
  if (isSchema(properties)) {
    const first: readonly unknown[] = Array.isArray(required) ? required : [];
    return {
      kind: 'group',
      fields: inOrder(properties, first).map((key) =>
        inside(at, properties[key], { key, required: first.includes(key) }),
      ),
    };
  }
  if (!isSchema(more)) return { kind: 'json' };
  return {
    kind: 'map',
    value: inside(at, more, { key: 'value', required: true }),
    namePattern: isSchema(names) ? textAt(names, 'pattern') : null,
  };
};

const shapeOf = (schema: JsonSchema, at: Spot): Shape => {
  if (at.depth > deepest || says(schema, composed)) return { kind: 'json' };
  const options = schema['enum'];
  if (Array.isArray(options))
    return options.every(isOption) ? { kind: 'choice', options } : { kind: 'json' };
  switch (schema['type']) {
    case 'string':
      return {
        kind: 'text',
        pattern: textAt(schema, 'pattern'),
        minLength: numberAt(schema, 'minLength') ?? 0,
        maxLength: numberAt(schema, 'maxLength'),
      };
    case 'number':
    case 'integer':
      return numberShape(schema);
    case 'boolean':
      return { kind: 'flag' };
    case 'array':
      return listShape(schema, at);
    case 'object':
      return objectShape(schema, at);
    default:
      return { kind: 'json' };
  }
};

const hintIn = (schema: JsonSchema, filled: boolean): string | null => {
  const described = textAt(schema, 'description');
  if (!filled) return described;
  return described === null ? configWords.filled : sideBySide([described, configWords.filled]);
};

const fieldOf = (given: JsonSchema, at: Spot): ConfigField => {
  const { schema, nullable } = resolved(given, at.root);
  const filled = at.required && at.depth === 1 && says(schema, fillable);
  const common: Common = {
    key: at.key,
    label: textAt(schema, 'title') ?? labelOf(at.key),
    hint: hintIn(schema, filled),
    required: at.required && !nullable && !filled,
    fallback: schema['default'],
  };
  return { ...common, ...(nullable ? { kind: 'json' as const } : shapeOf(schema, at)) };
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
