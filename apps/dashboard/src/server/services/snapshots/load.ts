import {
  Bytes,
  type DeploymentId,
  type DeviceId,
  parse,
  type SiteId,
  type SnapshotId,
} from '@nanoedge/protocol';
import { and, desc, eq, getTableColumns, isNotNull, isNull } from 'drizzle-orm';
import { deployments, devices, sites, snapshots } from '../../db/schema/index.ts';
import type { Db, Tx } from '../../db/client.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { loadNeeds } from './needed.ts';
import { reclaimable, type RetentionRule } from './retention.ts';
import type { SnapshotView } from './view.ts';

export type StoredSnapshot = typeof snapshots.$inferSelect;

/** The row of a snapshot. Throws NotFound. */
export const loadSnapshot = async (db: Db | Tx, id: SnapshotId): Promise<StoredSnapshot> => {
  const [row] = await db.select().from(snapshots).where(eq(snapshots.id, id)).limit(1);
  if (row === undefined) throw new NotFound('snapshot', id);
  return row;
};

const { manifest: _manifest, ...columns } = getTableColumns(snapshots);

/**
 * All snapshots of a site without their manifests, newest first, and those that its retention rule
 * would delete now.
 */
export const loadRetention = async (
  db: Db | Tx,
  site: SiteId,
  now: number,
): Promise<{
  rows: Omit<StoredSnapshot, 'manifest'>[];
  rule: RetentionRule & { version: number };
  old: Set<SnapshotId>;
}> => {
  const [rule] = await db
    .select({
      keepCount: sites.snapshotKeepCount,
      keepDays: sites.snapshotKeepDays,
      version: sites.version,
    })
    .from(sites)
    .where(eq(sites.id, site))
    .limit(1);
  if (rule === undefined) throw new NotFound('site', site);
  const rows = await db
    .select(columns)
    .from(snapshots)
    .where(eq(snapshots.site, site))
    .orderBy(desc(snapshots.takenAt), desc(snapshots.id));
  const needs = await loadNeeds(db, site);
  const removed = new Map(
    (
      await db
        .select({ id: deployments.id, at: deployments.removedAt })
        .from(deployments)
        .innerJoin(devices, eq(devices.id, deployments.device))
        .where(and(eq(devices.site, site), isNotNull(deployments.removedAt)))
    ).map(({ id, at }) => [id, at?.getTime() ?? null]),
  );
  return {
    rows,
    rule,
    old: reclaimable(
      rows.map((row) => ({
        ...row,
        needed: needs(row),
        removedAt: removed.get(row.deployment) ?? null,
      })),
      rule,
      now,
    ),
  };
};

const inUseKey = (device: DeviceId, deployment: DeploymentId): string => `${device}\n${deployment}`;

/** The snapshots of a site as people see them, newest first, and the rule that keeps them. */
export const loadSnapshotViews = async (
  deps: Deps,
  site: SiteId,
): Promise<{ views: SnapshotView[]; rule: RetentionRule & { version: number } }> => {
  const { rows, rule, old } = await loadRetention(deps.db, site, deps.now());
  const known = await deps.db
    .select({ id: devices.id, name: devices.name })
    .from(devices)
    .where(eq(devices.site, site));
  const names = new Map(known.map((device) => [device.id, device.name]));
  const running = await deps.db
    .select({ device: deployments.device, id: deployments.id })
    .from(deployments)
    .innerJoin(devices, eq(devices.id, deployments.device))
    .where(and(eq(devices.site, site), isNull(deployments.removedAt)));
  const inUse = new Set(running.map(({ device, id }) => inUseKey(device, id)));
  const views = rows.map(({ site: _site, storedAt, bytes, contentBytes, ...row }) => ({
    ...row,
    deviceName: names.get(row.device) ?? row.device,
    storedAt: storedAt.getTime(),
    bytes: parse(Bytes, bytes, 'bytes'),
    contentBytes: parse(Bytes, contentBytes, 'bytes'),
    inUse: inUse.has(inUseKey(row.device, row.deployment)),
    reclaimable: old.has(row.id),
  }));
  return { views, rule };
};
