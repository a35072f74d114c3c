'use client';

import type { DeviceStatus } from '@nanoedge/protocol';
import { useMemo } from 'react';
import type { Outputs } from '@/browser/api/trpc.ts';
import { useLive } from '@/browser/live/provider.tsx';

export type MatrixView = Outputs['nanoservices']['matrix'];
type Deployment = MatrixView['deployments'][number];

const none: readonly Deployment[] = [];

const withStatus = (deployment: Deployment, status: DeviceStatus | undefined): Deployment => {
  if (status === undefined) return deployment;
  const service = status.reported?.services.find((entry) => entry.deployment === deployment.id);
  if (!status.connected)
    return {
      ...deployment,
      status: { kind: 'unknown', since: status.since, last: service ?? null },
    };
  if (status.reported === null || service === undefined)
    return { ...deployment, status: { kind: 'silent' } };
  return { ...deployment, status: { kind: 'known', at: status.reported.at, service } };
};

/** One deployment as it was read, with what its device said since. */
export const useLiveDeployment = (read: Deployment): Deployment => {
  const status = useLive((state) => state.data.devices.get(read.device));
  return useMemo(() => withStatus(read, status), [read, status]);
};

/** Deployments as they were read, with what their devices said since. */
export const useLiveDeployments = (read: readonly Deployment[]): readonly Deployment[] => {
  const devices = useLive((state) => state.data.devices);
  return useMemo(
    () => read.map((deployment) => withStatus(deployment, devices.get(deployment.device))),
    [read, devices],
  );
};

/** Whether a device's link is up, as the live link said last. */
export const useConnected = ({
  id,
  connected,
}: Pick<MatrixView['devices'][number], 'id' | 'connected'>): boolean =>
  useLive((state) => state.data.devices.get(id)?.connected ?? connected);

/** The matrix as it was read, with what the devices said since. */
export const useLiveMatrix = (read: MatrixView | undefined): MatrixView | undefined => {
  const devices = useLive((state) => state.data.devices);
  const deployments = useLiveDeployments(read?.deployments ?? none);
  return useMemo(() => {
    if (read === undefined) return undefined;
    return {
      ...read,
      devices: read.devices.map((device) => ({
        ...device,
        connected: devices.get(device.id)?.connected ?? device.connected,
      })),
      deployments: [...deployments],
    };
  }, [read, devices, deployments]);
};
