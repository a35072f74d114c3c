'use client';

import type { DeviceStatus } from '@nanoedge/protocol';
import { useMemo } from 'react';
import type { Outputs } from '../trpc.ts';
import { useLive } from './provider.tsx';

export type MatrixView = Outputs['nanoservices']['matrix'];
type Deployment = MatrixView['deployments'][number];

const withStatus = (deployment: Deployment, status: DeviceStatus | undefined): Deployment => {
  if (status === undefined) return deployment;
  const service = status.reported?.services.find((entry) => entry.deployment === deployment.id);
  if (!status.connected) return { ...deployment, status: { kind: 'unknown', since: status.since, last: service ?? null } };
  if (status.reported === null || service === undefined) return { ...deployment, status: { kind: 'silent' } };
  return { ...deployment, status: { kind: 'known', at: status.reported.at, service } };
};

/** The matrix as it was read, with what the devices said since. */
export const useLiveMatrix = (read: MatrixView | undefined): MatrixView | undefined => {
  const devices = useLive((state) => state.data.devices);
  return useMemo(() => {
    if (read === undefined) return undefined;
    return {
      ...read,
      devices: read.devices.map((device) => ({ ...device, connected: devices.get(device.id)?.connected ?? device.connected })),
      deployments: read.deployments.map((deployment) => withStatus(deployment, devices.get(deployment.device))),
    };
  }, [read, devices]);
};
