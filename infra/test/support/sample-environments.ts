import type { FoundService } from '@nanoedge/nanoruntime';
import { ServiceEnvironment } from '@nanoedge/protocol';
import { services } from './services.ts';

const nowhere = 'coap://127.0.0.1:9';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** A place for each field that a device would fill in. */
const placesOf = ({ manifest }: FoundService): Record<string, string> => {
  const properties = manifest.configSchema?.['properties'];
  return Object.fromEntries(
    Object.entries(isObject(properties) ? properties : {}).flatMap(([key, field]) => {
      if (!isObject(field)) return [];
      if (field['x-zone'] === true) return [[key, 'entrance']];
      return field['x-room'] === true ? [[key, 'aurora']] : [];
    }),
  );
};

/**
 * NANOEDGE_CONFIG of a service that has nobody to talk to; `change` replaces fields of its config.
 */
export const sampleEnvironment = (name: string, change: Record<string, unknown> = {}): string => {
  const service = services.find((one) => one.name === name);
  if (service === undefined) throw new RangeError(`there is no nanoservice ${name}`);
  const environment = {
    deployment: name,
    nanoservice: name,
    version: '0.0.0',
    gateway: nowhere,
    peers: Object.fromEntries(service.manifest.peers.map((peer) => [peer, nowhere])),
    config: { ...placesOf(service), ...service.manifest.defaultConfig, ...change },
  };
  return JSON.stringify(ServiceEnvironment.parse(environment));
};
