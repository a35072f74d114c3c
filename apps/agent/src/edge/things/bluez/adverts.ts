import { IdentityKey } from '@nanoedge/protocol';
import type { BusSignal } from './bus.ts';
import { entriesOf } from './values.ts';

/** An advertisement: whom it names, and how strong it was in dBm. */
export interface Advert {
  keys: IdentityKey[];
  rssi: number;
}

const deviceInterface = 'org.bluez.Device1';

/** The address in the path of a device: `/org/bluez/hci0/dev_AA_BB_CC_DD_EE_FF`. */
const addressIn = (path: string, adapter: string): string | null =>
  new RegExp(`^/org/bluez/${adapter}/dev_((?:[0-9A-F]{2}_){5}[0-9A-F]{2})$`).exec(path)?.[1] ??
  null;

const appleCompany = '76';
const beaconLength = 23;

/** UUID, major and minor of an iBeacon among what the manufacturers say; null: there is none. */
const beaconIn = (manufacturers: unknown): string | null => {
  const said = entriesOf(manufacturers).get(appleCompany);
  const data = Buffer.isBuffer(said) ? said : Buffer.from(Array.isArray(said) ? said : []);
  if (data.length < beaconLength || data[0] !== 0x02 || data[1] !== 0x15) return null;
  const uuid = data.subarray(2, 18).toString('hex');
  const grouped = uuid.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return `${grouped}-${data.readUInt16BE(18)}-${data.readUInt16BE(20)}`;
};

/** What changed of a device in this signal; null: nothing of one of this adapter. */
const changedIn = (
  { path, member, body }: BusSignal,
  adapter: string,
): { path: string; changed: ReadonlyMap<string, unknown> } | null => {
  if (member === 'PropertiesChanged' && body[0] === deviceInterface)
    return { path, changed: entriesOf(body[1]) };
  if (member !== 'InterfacesAdded') return null;
  const device = entriesOf(body[1]).get(deviceInterface);
  const added = String(body[0]);
  return device === undefined || !added.startsWith(`/org/bluez/${adapter}/`)
    ? null
    : { path: added, changed: entriesOf(device) };
};

/** The advertisement that BlueZ tells of by a signal; null: it tells of something else. */
export const advertIn = (signal: BusSignal, adapter: string): Advert | null => {
  const found = changedIn(signal, adapter);
  const rssi = found?.changed.get('RSSI');
  if (found === null || typeof rssi !== 'number') return null;
  const names = [
    addressIn(found.path, adapter)?.replaceAll('_', ':') ?? null,
    beaconIn(found.changed.get('ManufacturerData')),
  ];
  const keys = names.flatMap((name) => {
    const key = IdentityKey.safeParse(name);
    return key.success ? [key.data] : [];
  });
  return keys.length === 0 ? null : { keys, rssi };
};
