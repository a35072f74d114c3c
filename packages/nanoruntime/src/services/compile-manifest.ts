import { NanoserviceManifest, parse, RoomId, type ThingKind, ZoneId } from '@nanoedge/protocol';
import * as z from 'zod/mini';
import type { FieldNote, ManifestSource } from './source.ts';

type JsonSchema = Record<string, unknown>;
type Notes = Readonly<Record<string, FieldNote>>;

const isObject = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Adds what is known of each field. Schemas of one type share one object in Zod, so this cannot be
 * done while converting.
 */
const annotate = (schema: JsonSchema, notes: Notes, field: string): JsonSchema => {
  const below = (part: string, value: unknown): unknown =>
    isObject(value) ? annotate(value, notes, field === '' ? part : `${field}.${part}`) : value;
  const { properties, items, additionalProperties } = schema;
  const { note, thing, peer } = notes[field] ?? {};
  return {
    ...schema,
    ...(isObject(properties)
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, value]) => [key, below(key, value)]),
          ),
        }
      : {}),
    ...(items === undefined ? {} : { items: below('*', items) }),
    ...(additionalProperties === undefined
      ? {}
      : { additionalProperties: below('*', additionalProperties) }),
    ...(note === undefined ? {} : { description: note }),
    ...(thing === undefined ? {} : { 'x-thing': thing }),
    ...(peer === undefined ? {} : { 'x-peer': peer }),
  };
};

const jsonSchemaOf = (config: z.ZodMiniType, notes: Notes): JsonSchema => {
  const { $schema: _draft, ...schema } = z.toJSONSchema(config, {
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === ZoneId) jsonSchema['x-zone'] = true;
      if (zodSchema === RoomId) jsonSchema['x-room'] = true;
    },
  });
  return annotate(schema, notes, '');
};

const thingsOf = (notes: Notes): ThingKind[] => [
  ...new Set(Object.values(notes).flatMap(({ thing }) => thing ?? [])),
];

const mebibyte = 1024 * 1024;

/**
 * The manifest that an image carries, made of what its author wrote. Throws InvalidMessage with the
 * field that is wrong.
 */
export const compileManifest = (source: ManifestSource): NanoserviceManifest => {
  const { name, title, description, config, fields, defaults, volumes, limits } = source;
  const { peers, calls, events, roster, published, network = false } = source;
  const manifest = {
    format: 1,
    name,
    title,
    description,
    configSchema: jsonSchemaOf(config, fields),
    defaultConfig: defaults,
    needs: thingsOf(fields),
    volumes,
    limits: { memoryBytes: limits.memoryMiB * mebibyte, pids: limits.pids },
    peers,
    calls,
    events,
    roster,
    published,
    network,
  };
  return parse(NanoserviceManifest, manifest, `manifest of ${name}`);
};
