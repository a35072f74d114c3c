import {
  type BuiltInNanoservice,
  configSchemas,
  RoomId,
  ThingName,
  ZoneId,
} from '@nanoedge/protocol';
import * as z from 'zod/mini';

type Notes = Record<string, string>;

/** What a form says beside a field, by the field's path. */
const descriptions: Record<BuiltInNanoservice, Notes> = {
  'presence-detection': {
    zone: 'The zone that the motion sensor watches.',
    debounceMs: 'Motion shorter than this is noise.',
    holdSeconds: 'Presence ends when nothing moved for this long.',
    repeatSeconds: 'While presence lasts it is reported again this often.',
  },
  'bluetooth-scanner': {
    zone: 'The zone that the radio covers.',
    reportEverySeconds: 'A key is reported at most this often during one scan.',
    minimumRssi: 'Weaker sightings are ignored (dBm).',
  },
  'main-controller': {
    scanners: 'The scanner that covers each zone.',
    rooms: 'Each room: its zone, and the service of its screen.',
    authentication: 'The service that says whose key it is.',
    guidance: 'The service that lights the way.',
    scanSeconds: 'How long one presence keeps its zone’s scanner on.',
    absenceSeconds: 'A person whose key was not heard for this long has left.',
    guidanceSeconds: 'A guided person who has not arrived after this long is lost.',
    leaseSeconds: 'Commands are leases of this length.',
  },
  'authentication-engine': {
    database: 'Where the database is, inside the volume.',
    admissionMinutes: 'Participants are expected from this long before the meeting starts.',
  },
  'user-guidance': { routes: 'The ways through the building, waypoint by waypoint.' },
  'meeting-room': { room: 'The room whose meetings are shown.' },
};

/** Fields that name another deployment, and the nanoservice that it runs. */
const peers: Partial<Record<BuiltInNanoservice, Notes>> = {
  'main-controller': {
    'scanners.*': 'bluetooth-scanner',
    'rooms.*.display': 'meeting-room',
    authentication: 'authentication-engine',
    guidance: 'user-guidance',
  },
};

/** Services that are called under a fixed name, whatever the config says. */
const alwaysCalled: Partial<Record<BuiltInNanoservice, string[]>> = {
  'presence-detection': ['main-controller'],
  'bluetooth-scanner': ['main-controller'],
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Adds what we know of each field. Schemas of one type share one object in Zod, so this cannot be
 * done while converting.
 */
const annotate = (
  schema: Record<string, unknown>,
  at: { name: BuiltInNanoservice; field: string },
): Record<string, unknown> => {
  const { name, field } = at;
  const below = (part: string, value: unknown): unknown =>
    isObject(value)
      ? annotate(value, { name, field: field === '' ? part : `${field}.${part}` })
      : value;
  const description = descriptions[name][field];
  const peer = peers[name]?.[field];
  return {
    ...schema,
    ...(isObject(schema['properties'])
      ? {
          properties: Object.fromEntries(
            Object.entries(schema['properties']).map(([key, value]) => [key, below(key, value)]),
          ),
        }
      : {}),
    ...('items' in schema ? { items: below('*', schema['items']) } : {}),
    ...('additionalProperties' in schema
      ? { additionalProperties: below('*', schema['additionalProperties']) }
      : {}),
    ...(description === undefined ? {} : { description }),
    ...(peer === undefined ? {} : { 'x-peer': peer }),
    ...('x-thing' in schema ? { 'x-thing': field } : {}),
  };
};

/**
 * The config schema of one of the six as JSON Schema (draft 2020-12). Besides the standard
 * keywords: `x-thing` (a thing of the device, of that kind; the fields have the kinds' names),
 * `x-zone`, `x-room`, `x-peer` (a deployment that runs that nanoservice), and at the root
 * `x-peers`, the deployments that are called in any case.
 */
export const builtInConfigSchema = (name: BuiltInNanoservice): Record<string, unknown> => {
  const schema = z.toJSONSchema(configSchemas[name], {
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === ZoneId) jsonSchema['x-zone'] = true;
      if (zodSchema === RoomId) jsonSchema['x-room'] = true;
      if (zodSchema === ThingName) jsonSchema['x-thing'] = true;
    },
  });
  const called = alwaysCalled[name];
  return annotate(called === undefined ? { ...schema } : { ...schema, 'x-peers': called }, {
    name,
    field: '',
  });
};
