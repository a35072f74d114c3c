import { DeploymentId, DeploymentName, DeviceId, SiteId, SnapshotId } from '@nanoedge/protocol';
import * as z from 'zod/mini';
import { Version } from '../edits/settle-edit.ts';

export const SnapshotRef = z.object({ snapshot: SnapshotId });
export type SnapshotRef = z.infer<typeof SnapshotRef>;

export const ListSnapshotsInput = z.object({ site: SiteId, deployment: z.optional(DeploymentId) });
export type ListSnapshotsInput = z.infer<typeof ListSnapshotsInput>;

/**
 * To the device and name it came from, or to others. Where a deployment of that name runs, its own
 * snapshot is taken first.
 */
export const RestoreSnapshotInput = z.extend(SnapshotRef, {
  device: z.optional(DeviceId),
  name: z.optional(DeploymentName),
});
export type RestoreSnapshotInput = z.infer<typeof RestoreSnapshotInput>;

const keepCount = z.int().check(z.minimum(1), z.maximum(100));
const keepDays = z.int().check(z.minimum(1), z.maximum(3650));

/** `base` is what it was made from: with it, it goes together with what others changed since. */
export const RetentionInput = z.object({
  site: SiteId,
  keepCount,
  keepDays,
  base: z.optional(z.object({ version: Version, keepCount, keepDays })),
});
export type RetentionInput = z.infer<typeof RetentionInput>;
