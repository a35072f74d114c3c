'use client';

import type { DeviceStatus } from '@nanoedge/protocol';
import { useLive } from '@/browser/live/provider.tsx';

/** A device's status as the live link said it last; until then, as the page read it. */
export const useDeviceStatus = <T extends { device: string }>(
  device: string,
  read: T,
): DeviceStatus | T => {
  const pushed = useLive((state) => state.data.devices.get(device));
  return pushed ?? read;
};
