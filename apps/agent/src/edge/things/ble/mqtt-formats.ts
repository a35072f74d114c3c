import type * as z from 'zod/mini';
import { type DriverSettings, IdentityKey } from '@nanoedge/protocol';
import { jsonObject } from '../mqtt/json-object.ts';

type Scanner = z.infer<DriverSettings['ble']['mqtt']>;

/** Which topics a scanner's program publishes what it heard on. */
export const scannerTopics = ({ format, topic, room }: Scanner): string[] =>
  format === 'espresense' ? [`${topic}/+/${room ?? '+'}`] : [`${topic}/+`];

/** The keys of one message, and how strong it was heard in dBm. */
export interface HeardMessage {
  keys: IdentityKey[];
  rssi: number;
}

const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;
const number = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

/** What an ESPresense identifier says before its colon is its kind (`iBeacon:`, `irk:`), not the key. */
const withoutKind = (id: string): string => id.replace(/^[A-Za-z]+:(?=[^:]*$)/, '');

const beaconOf = (said: Readonly<Record<string, unknown>>): string | null => {
  const uuid = text(said['uuid']) ?? text(said['servicedatauuid']);
  const [major, minor] = [number(said['major']), number(said['minor'])];
  return uuid === null || major === null || minor === null ? null : `${uuid}-${major}-${minor}`;
};

/**
 * What a message of a scanner says; null: nothing that is a key. ESPresense names a device by `id`
 * and `mac`; Theengs Gateway and OpenMQTTGateway by `id`, its address, with `uuid`, `major` and
 * `minor` of a beacon.
 */
export const readScan = (format: Scanner['format'], payload: string): HeardMessage | null => {
  const said = jsonObject(payload);
  const rssi = number(said?.['rssi']);
  if (said === null || rssi === null) return null;
  const id = text(said['id']);
  const named =
    format === 'espresense'
      ? [text(said['mac']), id === null ? null : withoutKind(id)]
      : [id ?? text(said['mac']), beaconOf(said)];
  const keys = named.flatMap((name) => {
    const key = IdentityKey.safeParse(name);
    return key.success ? [key.data] : [];
  });
  return keys.length === 0 ? null : { keys: [...new Set(keys)], rssi };
};
