import type { DeviceStatus } from '@nanoedge/protocol';

/** Memory of a device's containers together, in bytes; null when nobody measured any. */
export const serviceMemory = (status: DeviceStatus | undefined): number | null => {
  const known = (status?.reported?.services ?? []).flatMap(({ memoryBytes }) =>
    memoryBytes === null ? [] : [Number(memoryBytes)],
  );
  return known.length === 0 ? null : known.reduce((sum, bytes) => sum + bytes, 0);
};
