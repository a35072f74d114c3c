import { type BuiltInNanoservice, Bytes, parse, type ThingKind } from '@nanoedge/protocol';
import type { ReleaseSpec } from '../../db/schema/index.ts';
import { demoServices } from '../demo/services.ts';
import { builtInConfigSchema } from './config-schema.ts';

export const builtInLimits = { memoryBytes: parse(Bytes, 16 * 1024 * 1024, 'bytes'), pids: 16 };

const needs: Partial<Record<BuiltInNanoservice, ThingKind[]>> = {
  'presence-detection': ['motion'],
  'bluetooth-scanner': ['ble'],
  'user-guidance': ['lights'],
  'meeting-room': ['screen'],
};

export const builtInVolumes = (name: BuiltInNanoservice): ReleaseSpec['volumes'] =>
  name === 'authentication-engine' ? [{ name: 'data', path: '/data' }] : [];

/**
 * The demo's config, without the places that differ from device to device: those are asked for, or
 * the device's own.
 */
const defaultConfig = (name: BuiltInNanoservice): Record<string, unknown> => {
  const {
    zone: _zone,
    room: _room,
    ...config
  } = demoServices.find((service) => service.nanoservice === name)?.config ?? {};
  return config;
};

/** What the releases of one of the six ask for. */
export const builtInSpec = (name: BuiltInNanoservice): ReleaseSpec => ({
  configSchema: builtInConfigSchema(name),
  defaultConfig: defaultConfig(name),
  needs: needs[name] ?? [],
  volumes: builtInVolumes(name),
  limits: builtInLimits,
  roster: name === 'authentication-engine',
  published: name !== 'presence-detection',
});
