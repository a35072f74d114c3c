import * as z from 'zod/mini';
import coap from '../fixtures/coap.json' with { type: 'json' };
import config from '../fixtures/config.json' with { type: 'json' };
import desired from '../fixtures/desired.json' with { type: 'json' };
import drivers from '../fixtures/drivers.json' with { type: 'json' };
import events from '../fixtures/events.json' with { type: 'json' };
import ids from '../fixtures/ids.json' with { type: 'json' };
import lesson from '../fixtures/lesson.json' with { type: 'json' };
import link from '../fixtures/link.json' with { type: 'json' };
import live from '../fixtures/live.json' with { type: 'json' };
import manifest from '../fixtures/manifest.json' with { type: 'json' };
import people from '../fixtures/people.json' with { type: 'json' };
import reported from '../fixtures/reported.json' with { type: 'json' };
import roomPreview from '../fixtures/room-preview.json' with { type: 'json' };
import runs from '../fixtures/runs.json' with { type: 'json' };
import simulate from '../fixtures/simulate.json' with { type: 'json' };
import site from '../fixtures/site.json' with { type: 'json' };
import snapshots from '../fixtures/snapshots.json' with { type: 'json' };
import units from '../fixtures/units.json' with { type: 'json' };

const Edit = z.object({
  of: z._default(z.int(), 0),
  at: z.optional(z.string()),
  value: z.optional(z.unknown()),
  remove: z.optional(z.literal(true)),
  repeat: z.optional(z.int()),
  field: z.optional(z.string()),
});
type Edit = z.infer<typeof Edit>;

const Topic = z.record(
  z.string(),
  z.object({
    valid: z.array(z.unknown()).check(z.minLength(1)),
    broken: z.array(Edit).check(z.minLength(3)),
  }),
);

/** A message that its schema must refuse; `edit` says in what it differs from a valid one. */
export interface Broken {
  edit: string;
  value: unknown;
  /** The path that the refusal names, as InvalidMessage gives it. */
  field: string;
}

/** The golden messages of one exported schema. */
export interface Golden {
  schema: string;
  valid: readonly unknown[];
  broken: readonly Broken[];
}

type Container = Record<string, unknown>;

const isContainer = (value: unknown): value is Container =>
  typeof value === 'object' && value !== null;

const member = (value: unknown, path: readonly string[]): Container => {
  const found = path.reduce<unknown>(
    (inside, key) => (isContainer(inside) ? inside[key] : undefined),
    value,
  );
  if (isContainer(found)) return found;
  throw new TypeError(`a fixture edits ${path.join('.')}, which is not there`);
};

const describeEdit = ({ at, value, remove, repeat }: Edit): string => {
  if (remove === true) return `without ${at}`;
  if (repeat !== undefined) return `${repeat} times ${at}`;
  const text = JSON.stringify(value) ?? 'nothing';
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return at === undefined ? short : `${at} = ${short}`;
};

const broken = (valid: readonly unknown[], edit: Edit): Broken => {
  const described = { edit: describeEdit(edit), field: edit.field ?? edit.at ?? '' };
  if (edit.at === undefined) return { ...described, value: edit.value };
  const path = edit.at.split('.');
  const last = path.pop() ?? '';
  const value: unknown = JSON.parse(JSON.stringify(valid[edit.of]));
  const parent = member(value, path);
  if (edit.remove === true) delete parent[last];
  else if (edit.repeat === undefined) parent[last] = edit.value;
  else {
    const [first] = z.array(z.unknown()).parse(parent[last]);
    parent[last] = Array.from({ length: edit.repeat }, () => first);
  }
  return { ...described, value };
};

const topics: readonly unknown[] = [
  coap,
  config,
  desired,
  drivers,
  events,
  ids,
  lesson,
  link,
  live,
  manifest,
  people,
  reported,
  roomPreview,
  runs,
  simulate,
  site,
  snapshots,
  units,
];

/** The golden messages of one file, schema by schema. */
export const goldensIn = (topic: unknown): Golden[] =>
  Object.entries(Topic.parse(topic)).map(([schema, { valid, broken: edits }]) => ({
    schema,
    valid,
    broken: edits.map((edit) => broken(valid, edit)),
  }));

/** Every golden message, schema by schema. */
export const goldens: readonly Golden[] = topics.flatMap(goldensIn);

/** The golden messages of the schema that is exported under this name. */
export const golden = (schema: string): Golden => {
  const found = goldens.find((entry) => entry.schema === schema);
  if (found === undefined) throw new TypeError(`no golden fixture for ${schema}`);
  return found;
};
