import { specOfManifest } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { services } from '../../../../../../infra/test/support/services.ts';
import { demoServices } from '../../bootstrap/demo/services.ts';
import { checkConfig } from './config-check.ts';
import { alwaysCalled, fillIn, namedIn } from './named.ts';
import { ReleaseSpecInput } from './schema.ts';
import { checkSpec } from './spec.ts';
import type { ReleaseSpec } from '../../db/schema/index.ts';

const around = {
  zone: 'aurora',
  room: 'aurora',
  things: [
    { name: 'motion', kind: 'motion' as const },
    { name: 'ble', kind: 'ble' as const },
    { name: 'big-screen', kind: 'screen' as const },
    { name: 'lights', kind: 'lights' as const },
  ],
  peers: [],
};

const nanoserviceNames = services.map(({ name }) => name);
const specOfService = (name: string): ReleaseSpec => {
  const service = services.find((one) => one.name === name);
  if (service === undefined) throw new RangeError(name);
  return specOfManifest(service.manifest);
};

describe('the specs of the six', () => {
  it('pass the check that every release passes', () => {
    for (const name of nanoserviceNames) {
      const spec = specOfService(name);
      expect(ReleaseSpecInput.safeParse(spec).success).toBe(true);
      expect(() => checkSpec(spec, 'spec')).not.toThrow();
    }
  });

  it('take the demo’s configs, and name its peers as the demo does', () => {
    for (const { nanoservice, config, peers } of demoServices) {
      const { configSchema } = specOfService(nanoservice);
      expect(checkConfig(configSchema, config).problems).toEqual([]);
      const called = namedIn(configSchema, config).flatMap((value) =>
        value.what === 'peer' ? [value.value] : [],
      );
      expect(new Set([...called, ...alwaysCalled(configSchema)])).toEqual(new Set(peers));
    }
  });

  it('have defaults that are whole once the device’s own zone, room and things are filled in', () => {
    for (const name of nanoserviceNames) {
      const { configSchema, defaultConfig } = specOfService(name);
      expect(
        checkConfig(configSchema, fillIn(configSchema, defaultConfig, around)).problems,
      ).toEqual([]);
    }
  });

  it('have no word for privileges, host folders or devices', () => {
    const spec = specOfService('meeting-room');
    const refused = (change: Record<string, unknown>) => {
      const result = ReleaseSpecInput.safeParse({ ...spec, ...change });
      const issue = result.error?.issues[0];
      return issue?.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys].join('.') : null;
    };
    expect(refused({ privileged: true })).toBe('privileged');
    expect(refused({ devices: ['/dev/mem'] })).toBe('devices');
    expect(refused({ volumes: [{ name: 'a', path: '/a', bind: '/' }] })).toBe('volumes.0.bind');
    expect(refused({ limits: { ...spec.limits, capabilities: ['ALL'] } })).toBe(
      'limits.capabilities',
    );
  });
});

describe('a config', () => {
  const schema = {
    type: 'object',
    properties: {
      mode: { enum: ['a', 'b'] },
      times: { type: 'array', items: { type: 'integer', minimum: 1 } },
      'x/y': { type: 'string' },
    },
    required: ['mode'],
    additionalProperties: false,
  };
  const problems = (config: Record<string, unknown>) =>
    checkConfig(schema, config).problems.map(({ field, message }) => `${field} ${message}`);

  it('that does not fit says which field and why, all at once', () => {
    expect(problems({ mode: 'c', times: [1, 0], 'x/y': 1, more: true }).toSorted()).toEqual([
      'mode must be one of a, b',
      'more is not known to this nanoservice',
      'times.1 must be >= 1',
      'x/y must be string',
    ]);
    expect(problems({})).toEqual(['mode is missing']);
  });

  it('is left as it was given, and any object will do without a schema', () => {
    const given = { mode: 'a' };
    expect(
      checkConfig(
        { ...schema, properties: { ...schema.properties, n: { type: 'number', default: 3 } } },
        given,
      ),
    ).toEqual({
      config: { mode: 'a', n: 3 },
      problems: [],
    });
    expect(given).toEqual({ mode: 'a' });
    expect(checkConfig(null, { anything: [1] }).problems).toEqual([]);
  });
});
