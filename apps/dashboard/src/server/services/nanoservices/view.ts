import type {
  Bytes,
  DeploymentId,
  DeviceId,
  Digest,
  Limits,
  NanoserviceName,
  ReportedService,
  RunId,
  ThingKind,
  VolumeSpec,
  ZoneId,
} from '@nanoedge/protocol';
import type { RunView } from '../runs/view.ts';

/**
 * A container spec in our terms: what a release may ask for, and nothing else. `configSchema` is
 * JSON Schema (draft 2020-12), null when any object will do; `needs` are kinds of things that the
 * device must have; `roster`: it is given the site's people, their keys and the meetings;
 * `published`: it gets a UDP port.
 */
export interface ReleaseSpec {
  configSchema: Record<string, unknown> | null;
  defaultConfig: Record<string, unknown>;
  needs: ThingKind[];
  volumes: VolumeSpec[];
  limits: Limits;
  roster: boolean;
  published: boolean;
}

/**
 * `bytes` is the whole image; `createdAt` when the dashboard learned of the release. `architecture`
 * as Docker names it (amd64, arm64, arm); `archived`: the dashboard has its layers and can send
 * them.
 */
export interface ReleaseView {
  id: string;
  nanoservice: NanoserviceName;
  version: string;
  image: string;
  imageId: Digest;
  bytes: Bytes;
  createdAt: number;
  architecture: string;
  layers: { digest: Digest; bytes: Bytes }[];
  archived: boolean;
  /** The engines pull it from its registry; then sizes are those of the compressed layers. */
  pulled: boolean;
  spec: ReleaseSpec;
}

/**
 * What a deployment does. `known`: said by a device whose link is up. `unknown`: the link is down
 * since `since`, `last` is what was said before. `silent`: the link is up, but the device has not
 * reported this deployment (yet).
 */
export type DeploymentStatus =
  | { kind: 'known'; at: number; service: ReportedService }
  | { kind: 'unknown'; since: number; last: ReportedService | null }
  | { kind: 'silent' };

export interface DeploymentView {
  id: DeploymentId;
  name: string;
  device: DeviceId;
  nanoservice: NanoserviceName;
  release: ReleaseView;
  config: Record<string, unknown>;
  port: number | null;
  limits: Limits;
  peers: string[];
  volumes: VolumeSpec[];
  change: RunId | null;
  /** The open run of this deployment, or its last one. */
  run: RunView | null;
  status: DeploymentStatus;
  /** Whether the device runs the wanted release's version; null while unknown. */
  current: boolean | null;
}

/** `builtIn`: one of the six that the product brings. Releases newest first. */
export interface NanoserviceView {
  name: NanoserviceName;
  description: string;
  builtIn: boolean;
  releases: ReleaseView[];
}

/** The matrix of Fig. 4: nanoservices down, devices across, a cell for each deployment. */
export interface Matrix {
  nanoservices: NanoserviceView[];
  devices: {
    id: DeviceId;
    name: string;
    zone: ZoneId;
    labels: string[];
    connected: boolean;
    since: number;
    enrolled: boolean;
    architecture: string | null;
  }[];
  deployments: DeploymentView[];
}
