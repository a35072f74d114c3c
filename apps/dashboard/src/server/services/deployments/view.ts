import type { DeploymentStatus, Truth } from '@nanoedge/base';
import type {
  DeploymentId,
  DeviceId,
  Limits,
  NanoserviceName,
  RunId,
  VolumeSpec,
  ZoneId,
} from '@nanoedge/protocol';
import type { NanoserviceView, ReleaseView } from '../nanoservices/view.ts';
import type { RunView } from '../runs/view.ts';

/**
 * What speaks against (`blocks: true`) or only about adding a release to a device, each in plain
 * words with a remedy.
 */
export interface PreflightFinding {
  check:
    | 'device'
    | 'architecture'
    | 'disk'
    | 'memory'
    | 'name'
    | 'port'
    | 'things'
    | 'config'
    | 'image'
    | 'peers';
  blocks: boolean;
  field: string | null;
  message: string;
  remedy: string | null;
}

/** What would be added to a device, `peers` as names of deployments that it would call. */
export interface PreflightView {
  device: DeviceId;
  deviceName: string;
  name: string;
  port: number | null;
  peers: string[];
  findings: PreflightFinding[];
}

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
  /** Grows at every change; a change says from which one it was made. */
  version: number;
  /** The open run of this deployment, or its last one. */
  run: RunView | null;
  status: DeploymentStatus;
  /** Whether the device runs the wanted release's version; null while unknown. */
  current: boolean | null;
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
    /** Why what it said last is not known to be true now, and when it last was (epoch ms). */
    doubt: Truth['doubt'];
    lastTrueAt: Truth['lastTrueAt'];
    since: number;
    enrolled: boolean;
    architecture: string | null;
  }[];
  deployments: DeploymentView[];
}

/**
 * What is around a deployment, by names: its device, the title of its nanoservice, the deployments
 * of the site that call it, and all others.
 */
export interface DeploymentAround {
  deviceName: string;
  title: string;
  callers: string[];
  others: string[];
  /** Why its newest run, a removal, was refused; null when it was not. */
  refusedRemoval: string | null;
}

/** Where something can be brought to, and which names are taken there by which version. */
export interface Places {
  devices: Pick<
    Matrix['devices'][number],
    'id' | 'name' | 'labels' | 'connected' | 'doubt' | 'lastTrueAt' | 'enrolled'
  >[];
  taken: { device: DeviceId; name: string; version: string }[];
}
