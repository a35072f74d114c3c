'use client';

import { type Doubt, deploymentStatusOf, unwatched } from '@nanoedge/base';
import type { DeviceStatus } from '@nanoedge/protocol';
import { useMemo } from 'react';
import type { Outputs } from '@/browser/api/trpc.ts';
import { useDoubt, useDoubts, useUnwatched } from '@/browser/live/doubt.ts';
import { useLive } from '@/browser/live/provider.tsx';

export type MatrixView = Outputs['nanoservices']['matrix'];
type Deployment = MatrixView['deployments'][number];

const none: readonly Deployment[] = [];

/** What a page read, with what the live link has said of its device since. */
const withSaid = (
  deployment: Deployment,
  said: DeviceStatus | undefined,
  doubt: Doubt | null,
): Deployment => {
  const truth = { doubt, lastTrueAt: said?.engineSeenAt ?? null };
  if (said !== undefined)
    return { ...deployment, status: deploymentStatusOf(deployment.id, said, truth) };
  return doubt === null ? deployment : { ...deployment, status: unwatched(deployment.status) };
};

/** One deployment as it was read, with what its device said since and whether that still holds. */
export const useLiveDeployment = (read: Deployment): Deployment => {
  const said = useLive((state) => state.data.devices.get(read.device));
  const doubt = useDoubt(said);
  return useMemo(() => withSaid(read, said, doubt), [read, said, doubt]);
};

/** Deployments as they were read, with what their devices said since and whether it still holds. */
export const useLiveDeployments = (read: readonly Deployment[]): readonly Deployment[] => {
  const devices = useLive((state) => state.data.devices);
  const doubts = useDoubts(devices);
  const lost = useUnwatched();
  return useMemo(
    () =>
      read.map((deployment) =>
        withSaid(
          deployment,
          devices.get(deployment.device),
          doubts.get(deployment.device) ?? (lost ? 'link' : null),
        ),
      ),
    [read, devices, doubts, lost],
  );
};

/** Why what a device that was read said is not known to be true now. */
export const useReadDoubt = ({
  id,
  doubt: read,
}: Pick<MatrixView['devices'][number], 'id' | 'doubt'>): Doubt | null => {
  const said = useLive((state) => state.data.devices.get(id));
  const doubt = useDoubt(said);
  return said === undefined ? (doubt ?? read) : doubt;
};

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
