import type { DeviceStatus, ReportedService } from '@nanoedge/protocol';
import type { Truth } from './truth.ts';

/**
 * What a deployment does. `known`: its device says so now. `unknown`: what was said `last` is not
 * known to be true any more, because of `doubt`; it last was at `at`. `silent`: the device has not
 * reported this deployment (yet). Times are epoch ms of the dashboard's clock.
 */
export type DeploymentStatus =
  | { kind: 'known'; at: number; service: ReportedService }
  | {
      kind: 'unknown';
      doubt: NonNullable<Truth['doubt']>;
      at: number | null;
      last: ReportedService | null;
    }
  | { kind: 'silent' };

/** What is known of one of a device's deployments. */
export const deploymentStatusOf = (
  deployment: string,
  { heardAt, reported }: Pick<DeviceStatus, 'heardAt' | 'reported'>,
  { doubt, lastTrueAt }: Truth,
): DeploymentStatus => {
  // A device that has never reported is on its way: nothing of it was lost
  if (doubt === 'offline' && reported === null) return { kind: 'silent' };
  const service = reported?.services.find((entry) => entry.deployment === deployment) ?? null;
  if (doubt !== null) return { kind: 'unknown', doubt, at: lastTrueAt, last: service };
  return service === null || heardAt === null
    ? { kind: 'silent' }
    : { kind: 'known', at: heardAt, service };
};

/** The same once whoever looks has lost the dashboard. */
export const unwatched = (status: DeploymentStatus): DeploymentStatus => {
  if (status.kind === 'silent') return { kind: 'unknown', doubt: 'link', at: null, last: null };
  if (status.kind === 'unknown') return { ...status, doubt: 'link' };
  return { kind: 'unknown', doubt: 'link', at: status.at, last: status.service };
};
