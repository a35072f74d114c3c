'use client';

import { type Doubt, truthOf } from '@nanoedge/base';
import type { DeviceStatus } from '@nanoedge/protocol';
import { useMemo } from 'react';
import { useJudged } from '@/browser/time/clock.tsx';
import { useLink, useLive } from './provider.tsx';
import { serverTime } from './server-time.ts';
import type { LiveState } from './store.ts';

/** Whether the page hears the dashboard; before its first link it has read what is true now. */
const isWatched = ({ link }: LiveState): boolean =>
  link.kind === 'live' || link.kind === 'connecting';

/** Why what is known of a device is not known to be true at `pageAt`; null when it is. */
const doubtAt = (state: LiveState, device: DeviceStatus, pageAt: number | null): Doubt | null => {
  const heard = state.data.devices.get(device.device) === device;
  const now = pageAt === null || !heard ? null : serverTime(state.data.offsets, pageAt);
  const sight = { device, watched: isWatched(state), databaseDown: state.databaseDown };
  return truthOf(sight, now ?? device.saidAt ?? 0).doubt;
};

/** Whether this page has lost the dashboard, so that nothing on it is known to be true. */
export const useUnwatched = (): boolean => !useLive(isWatched);

/** Why what is known of a device is not known to be true now; judged again as time passes. */
export const useDoubt = (device: DeviceStatus | undefined): Doubt | null => {
  const { store } = useLink();
  const lost = useUnwatched();
  return useJudged((now) => {
    if (device === undefined) return lost ? 'link' : null;
    return doubtAt(store.read(), device, now);
  });
};

/** The same of several devices, by their ids. */
export const useDoubts = (
  devices: ReadonlyMap<string, DeviceStatus>,
): ReadonlyMap<string, Doubt | null> => {
  const { store } = useLink();
  useUnwatched();
  const judged = useJudged((now) => {
    const state = store.read();
    return [...devices.values()].map((device) => doubtAt(state, device, now) ?? '').join();
  });
  return useMemo(() => {
    const doubts = judged.split(',');
    return new Map([...devices.keys()].map((device, index) => [device, asDoubt(doubts[index])]));
  }, [judged, devices]);
};

const allDoubts: readonly Doubt[] = ['link', 'offline', 'silent', 'database', 'engine'];

const asDoubt = (text: string | undefined): Doubt | null =>
  allDoubts.find((doubt) => doubt === text) ?? null;
