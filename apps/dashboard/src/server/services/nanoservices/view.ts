import type { Bytes, DeploymentId, DeviceId, Digest, Limits, NanoserviceName, ReportedService, ZoneId } from '@nanoedge/protocol';

/** `bytes` is the whole image; `createdAt` when the dashboard learned of the release. */
export type ReleaseView = {
  id: string;
  nanoservice: NanoserviceName;
  version: string;
  image: string;
  imageId: Digest;
  bytes: Bytes;
  createdAt: number;
};

/** What a deployment does. `known`: said by a device whose link is up. `unknown`: the link is down since `since`, `last`
 *  is what was said before. `silent`: the link is up, but the device has not reported this deployment (yet). */
export type DeploymentStatus =
  | { kind: 'known'; at: number; service: ReportedService }
  | { kind: 'unknown'; since: number; last: ReportedService | null }
  | { kind: 'silent' };

export type DeploymentView = {
  id: DeploymentId;
  name: string;
  device: DeviceId;
  nanoservice: NanoserviceName;
  release: ReleaseView;
  config: Record<string, unknown>;
  port: number | null;
  limits: Limits;
  status: DeploymentStatus;
  /** Whether the device runs the wanted release's version; null while unknown. */
  current: boolean | null;
};

export type NanoserviceView = { name: NanoserviceName; description: string; releases: ReleaseView[] };

/** The matrix of Fig. 4: nanoservices down, devices across, a cell for each deployment. */
export type Matrix = {
  nanoservices: NanoserviceView[];
  devices: { id: DeviceId; name: string; zone: ZoneId; connected: boolean; since: number; enrolled: boolean }[];
  deployments: DeploymentView[];
};
