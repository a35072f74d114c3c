import { type DesiredState, DesiredState as DesiredStateSchema, parse } from '@nanoedge/protocol';
import type { DeviceId } from '@nanoedge/protocol';
import type { StoredDesired } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';

type Vault = Pick<Deps, 'vault'>;

/** What the keys of a document are sealed for: beside another document they open not. */
const purposeOf = (device: DeviceId, revision: number): string =>
  `desired-keys:${device}@${String(revision)}`;

/** The columns that keep a device's document: its keys are sealed, the rest is as it is told. */
export const sealDesired = (
  { vault }: Vault,
  device: DeviceId,
  { keys, ...desired }: DesiredState,
): { desired: StoredDesired; desiredKeys: string } => ({
  desired,
  desiredKeys: vault.seal(JSON.stringify(keys), purposeOf(device, desired.revision)),
});

/** Whether the keys that are stored for a revision can be read. */
export const opensDesired = (
  { vault }: Vault,
  { device, revision, keys }: { device: DeviceId; revision: number; keys: string | null },
): boolean => keys !== null && vault.open(keys, purposeOf(device, revision)) !== null;

/** The document as the device is told it; null when there is none, or its keys cannot be read. */
export const openDesired = (
  { vault }: Vault,
  device: DeviceId,
  { desired, desiredKeys }: { desired: StoredDesired | null; desiredKeys: string | null },
): DesiredState | null => {
  if (desired === null || desiredKeys === null) return null;
  const text = vault.open(desiredKeys, purposeOf(device, desired.revision));
  if (text === null) return null;
  const keys = parse(DesiredStateSchema.shape.keys, JSON.parse(text), `keys of ${device}`);
  return { ...desired, keys };
};
