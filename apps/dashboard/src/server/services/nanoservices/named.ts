import { type ThingKind, ThingKind as ThingKindSchema } from '@nanoedge/protocol';

/** A config value that names something outside: which field, what it names, and of what kind. */
export type NamedValue =
  | { what: 'thing'; field: string; value: string; kind: ThingKind | null }
  | { what: 'zone' | 'room'; field: string; value: string }
  | { what: 'peer'; field: string; value: string; nanoservice: string };

/** What the schema says of one field: the value that is there, or undefined. */
interface Field {
  schema: Record<string, unknown>;
  path: string[];
  value: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function* fieldsOf({ schema, path, value }: Field): Generator<Field> {
  yield { schema, path, value };
  const { properties, items, additionalProperties, propertyNames } = schema;
  if (Array.isArray(value) && isObject(items))
    for (const [index, item] of value.entries())
      yield* fieldsOf({ schema: items, path: [...path, String(index)], value: item });
  if (!isObject(value)) return;
  const named = isObject(properties) ? properties : {};
  for (const [key, inner] of Object.entries(named))
    if (isObject(inner))
      yield* fieldsOf({ schema: inner, path: [...path, key], value: value[key] });
  for (const key of Object.keys(value)) {
    if (key in named) continue;
    if (isObject(propertyNames)) yield { schema: propertyNames, path: [...path, key], value: key };
    if (isObject(additionalProperties))
      yield* fieldsOf({ schema: additionalProperties, path: [...path, key], value: value[key] });
  }
}

const namedBy = ({ schema, path, value }: Field): NamedValue[] => {
  if (typeof value !== 'string') return [];
  const field = path.join('.');
  const kind = ThingKindSchema.safeParse(schema['x-thing']);
  return [
    ...('x-thing' in schema
      ? [{ what: 'thing', field, value, kind: kind.success ? kind.data : null } as const]
      : []),
    ...(schema['x-zone'] === true ? [{ what: 'zone', field, value } as const] : []),
    ...(schema['x-room'] === true ? [{ what: 'room', field, value } as const] : []),
    ...(typeof schema['x-peer'] === 'string'
      ? [{ what: 'peer', field, value, nanoservice: schema['x-peer'] } as const]
      : []),
  ];
};

/**
 * Every value of a config that its schema marks as the name of a thing, a zone, a room or another
 * deployment.
 */
export const namedIn = (
  schema: Record<string, unknown> | null,
  config: Record<string, unknown>,
): NamedValue[] =>
  schema === null ? [] : [...fieldsOf({ schema, path: [], value: config })].flatMap(namedBy);

/** Names under which a nanoservice calls others whatever its config says (`x-peers`). */
export const alwaysCalled = (schema: Record<string, unknown> | null): string[] => {
  const named = schema?.['x-peers'];
  return Array.isArray(named) ? named.filter((name) => typeof name === 'string') : [];
};

/** What a device can answer for fields that are missing at the top of a config. */
export interface Surroundings {
  zone: string;
  room: string | null;
  things: readonly { name: string; kind: ThingKind }[];
  peers: readonly { name: string; nanoservice: string }[];
}

const only = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);

const answerFor = (schema: Record<string, unknown>, around: Surroundings): string | undefined => {
  if (schema['x-zone'] === true) return around.zone;
  if (schema['x-room'] === true) return around.room ?? undefined;
  if ('x-thing' in schema)
    return only(around.things.filter((thing) => thing.kind === schema['x-thing']))?.name;
  if ('x-peer' in schema)
    return only(around.peers.filter((peer) => peer.nanoservice === schema['x-peer']))?.name;
  return undefined;
};

/**
 * A config in which required fields that are missing and have one obvious answer on this device are
 * filled in.
 */
export const fillIn = (
  schema: Record<string, unknown> | null,
  config: Record<string, unknown>,
  around: Surroundings,
): Record<string, unknown> => {
  const { properties, required } = schema ?? {};
  if (!isObject(properties) || !Array.isArray(required)) return config;
  const filled = Object.entries(properties).flatMap(([key, inner]) => {
    const answer =
      key in config || !required.includes(key) || !isObject(inner)
        ? undefined
        : answerFor(inner, around);
    return answer === undefined ? [] : [[key, answer]];
  });
  return { ...config, ...Object.fromEntries(filled) };
};
