import type { DeviceId } from '@nanoedge/protocol';

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
