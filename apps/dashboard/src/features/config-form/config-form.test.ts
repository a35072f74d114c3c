import { describe, expect, it } from 'vitest';
import { services } from '../../../../../infra/test/support/services.ts';
import { draftOf, freshKey } from './draft.ts';
import { type ConfigField, configFields, labelOf } from './fields.ts';
import { configPath, readDraft, readObject } from './read.ts';

const formOf = (
  properties: Record<string, unknown>,
  required: string[] = Object.keys(properties),
): ConfigField => {
  const form = configFields({ type: 'object', properties, required });
  if (form === null) throw new TypeError('no form');
  return form;
};

const kindsOf = (form: ConfigField | null): string[] =>
  form?.kind === 'group' ? form.fields.map(({ kind }) => kind) : [];
const roundTrip = (form: ConfigField, value: unknown) => readDraft(form, draftOf(form, value));

const ofTheSix: Record<string, unknown> = {
  'presence-detection': {
    zone: 'entrance',
    motion: 'motion',
    debounceMs: 100,
    holdSeconds: 3,
    repeatSeconds: 2,
  },
  'bluetooth-scanner': { zone: 'aurora', ble: 'ble', reportEverySeconds: 1, minimumRssi: -90 },
  'main-controller': {
    scanners: { entrance: 'bluetooth-scanner-entrance', aurora: 'bluetooth-scanner-room' },
    rooms: [{ room: 'aurora', zone: 'aurora', display: 'meeting-room' }],
    authentication: 'authentication-engine',
    guidance: 'user-guidance',
    scanSeconds: 8,
    absenceSeconds: 5,
    guidanceSeconds: 120,
    leaseSeconds: 9,
  },
  'authentication-engine': { database: '/data/authentication.sqlite', admissionMinutes: 30 },
  'user-guidance': {
    lights: 'lights',
    routes: [{ from: 'entrance', to: 'aurora', waypoints: [{ id: 'w1', arrow: 'ahead' }] }],
  },
  'meeting-room': { room: 'aurora', screen: 'screen' },
};

describe('the configs of the six', () => {
  it.each(Object.keys(ofTheSix))(
    '%s goes into the form and comes out the same, without a place for raw JSON',
    (name) => {
      const service = services.find((one) => one.name === name);
      const form = configFields(service?.manifest.configSchema ?? null);
      if (form === null) throw new TypeError('no form');
      expect(roundTrip(form, ofTheSix[name])).toEqual({
        value: ofTheSix[name],
        problems: new Map(),
      });
      expect(JSON.stringify(form)).not.toContain('"kind":"json"');
    },
  );
});

describe('a schema', () => {
  it('is drawn by type, with JSON for what the form cannot draw', () => {
    const form = configFields({
      type: 'object',
      properties: {
        text: { type: 'string' },
        whole: { type: 'integer' },
        flag: { type: 'boolean' },
        colour: { enum: ['red', 'blue'] },
        inner: { type: 'object', properties: { a: { type: 'string' } } },
        many: { type: 'array', items: { type: 'number' } },
        names: { type: 'object', additionalProperties: { type: 'string' } },
        either: { anyOf: [{ type: 'string' }, { type: 'number' }] },
        anything: {},
        referred: { $ref: '#/$defs/port' },
      },
      $defs: { port: { type: 'integer', minimum: 1024 } },
    });
    expect(kindsOf(form)).toEqual([
      'text',
      'number',
      'flag',
      'choice',
      'group',
      'list',
      'map',
      'json',
      'json',
      'number',
    ]);
  });

  it('without properties has no form at all', () => {
    expect(configFields(null)).toBeNull();
    expect(configFields({ type: 'object' })).toBeNull();
    expect(configFields({})).toBeNull();
  });

  it('is drawn in the order of its required fields, whatever the order of its properties', () => {
    const form = configFields({
      type: 'object',
      properties: { b: {}, extra: {}, a: {} },
      required: ['a', 'b'],
    });
    expect(form?.fields.map(({ key }) => key)).toEqual(['a', 'b', 'extra']);
  });

  it('that refers to itself ends as JSON instead of drawing for ever', () => {
    const form = configFields({ type: 'object', properties: { next: { $ref: '#' } } });
    expect(JSON.stringify(form)).toContain('"kind":"json"');
  });

  it('names its fields by their titles, or by their keys in words', () => {
    const form = formOf({ holdSeconds: { type: 'number' }, x: { type: 'string', title: 'Where' } });
    expect(form.kind === 'group' ? form.fields.map(({ label }) => label) : []).toEqual([
      'Hold seconds',
      'Where',
    ]);
    expect(labelOf('max_retries')).toBe('Max retries');
  });
});

describe('a place that the server fills in by itself', () => {
  it('may stay empty, and says so; inside of another one it may not', () => {
    const zone = { type: 'string', minLength: 1, 'x-zone': true };
    const form = formOf({
      zone,
      rooms: { type: 'array', items: { type: 'object', properties: { zone }, required: ['zone'] } },
    });
    expect(form.kind === 'group' ? form.fields[0] : null).toMatchObject({
      required: false,
      hint: 'left empty: what the device has',
    });
    expect(roundTrip(form, { rooms: [{}] })).toEqual({
      value: { rooms: [{}] },
      problems: new Map([['rooms.0.zone', 'Fill this in']]),
    });
  });
});

describe('what was typed', () => {
  it('starts with the schema’s defaults where the config says nothing', () => {
    const form = formOf({
      seconds: { type: 'number', default: 5 },
      on: { type: 'boolean', default: true },
    });
    expect(roundTrip(form, {}).value).toEqual({ seconds: 5, on: true });
  });

  it('is left out where it is optional and empty, and kept where the schema does not know it', () => {
    const form = formOf({ note: { type: 'string' }, count: { type: 'integer' } }, []);
    expect(roundTrip(form, { extra: { deep: 1 } })).toEqual({
      value: { extra: { deep: 1 } },
      problems: new Map(),
    });
  });

  it('says at which place what is missing', () => {
    const item = {
      type: 'object',
      properties: { zone: { type: 'string', minLength: 1 } },
      required: ['zone'],
    };
    const form = formOf({ rooms: { type: 'array', items: item }, count: { type: 'integer' } });
    expect([...roundTrip(form, { rooms: [{ zone: 'a' }, {}] }).problems]).toEqual([
      ['rooms.1.zone', 'Fill this in'],
      ['count', 'Fill this in'],
    ]);
  });

  it.each([
    [{ type: 'number' }, 'many', 'Must be a number'],
    [{ type: 'integer' }, '1.5', 'Must be a whole number'],
    [{ type: 'number', exclusiveMinimum: 0 }, '0', 'Must be more than 0'],
    [{ type: 'number', minimum: 1 }, '0', 'Must be at least 1'],
    [{ type: 'number', maximum: 10 }, '11', 'Must be at most 10'],
    [{ type: 'string', pattern: '^[a-z]+$' }, 'A', 'Must match ^[a-z]+$'],
    [{ type: 'string', maxLength: 2 }, 'abc', 'At most 2 characters'],
    [{ type: 'array', items: { type: 'string' }, minItems: 1 }, null, 'Add at least 1'],
    [{ enum: ['a', 'b'] }, '', 'Choose one'],
  ])('of %j refuses %j', (schema, typed, message) => {
    const form = formOf({ it: schema });
    const draft = draftOf(form, {});
    const parts = draft.kind === 'group' ? draft.parts : {};
    const changed =
      typed === null
        ? draft
        : { ...draft, parts: { ...parts, it: { kind: 'text', text: typed } as const } };
    expect(readDraft(form, changed).problems.get('it')).toBe(message);
  });

  it('of a map has one entry a name', () => {
    const form = formOf({ scanners: { type: 'object', additionalProperties: { type: 'string' } } });
    const draft = draftOf(form, { scanners: { a: 'x' } });
    const scanners = draft.kind === 'group' ? draft.parts['scanners'] : undefined;
    if (scanners?.kind !== 'map') throw new TypeError('no map');
    const twice = {
      ...scanners,
      entries: [
        ...scanners.entries,
        { key: freshKey(scanners.entries), name: 'a', draft: { kind: 'text', text: 'y' } as const },
      ],
    };
    const { problems } = readDraft(form, { kind: 'group', parts: { scanners: twice }, rest: {} });
    expect(problems.get('scanners.a')).toBe('This name is there already');
  });

  it('as JSON must be an object', () => {
    expect(readObject('{"a":1}')).toEqual({ value: { a: 1 }, problem: null });
    expect(readObject('[1]').problem).toBe('A config is an object: { … }');
    expect(readObject('{').problem).toBe('This is not JSON');
    expect(readObject(' ').problem).toBe('Fill this in');
  });
});

it('the server’s field names the place in the form', () => {
  expect([
    configPath('config.rooms.0.zone'),
    configPath('config'),
    configPath('release'),
    configPath(null),
  ]).toEqual(['rooms.0.zone', '', null, null]);
});
