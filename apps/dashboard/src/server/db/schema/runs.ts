import type {
  DeploymentId,
  DeviceId,
  NanoserviceName,
  Removal,
  RestoreSpec,
  RunId,
  RunOutcome,
  RunStepName,
  RunStepState,
  SiteId,
  SnapshotId,
  VolumeSpec,
} from '@nanoedge/protocol';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { edgeTime, instant } from './columns.ts';
import { devices } from './devices.ts';
import { type Managed, releases } from './nanoservices.ts';
import { sites } from './sites.ts';

/**
 * What was asked for. `undo` brings back a removed deployment from its snapshot, `restore` any
 * snapshot to any device.
 */
export type RunKind =
  | 'add'
  | 'change'
  | 'restart'
  | 'recreate'
  | 'remove'
  | 'undo'
  | 'restore'
  | 'snapshot';

/** `queued` until the device has said something of the run; then `running` until its outcome. */
export type RunState = 'queued' | 'running' | RunOutcome;

/**
 * What a deployment's row was before a run, to be put back when the run is taken back or rolled
 * back.
 */
export interface DeploymentBefore {
  release: string;
  config: Record<string, unknown>;
  peers: string[];
  port: number | null;
  memoryBytes: number;
  pids: number;
  volumes: VolumeSpec[];
  change: RunId | null;
  restart: RunId | null;
  restore: RestoreSpec | null;
  removal: Removal | null;
  managed: Managed;
}

/** One change on one device. It outlives its deployment, hence no reference to it. */
export const runs = pgTable(
  'runs',
  {
    id: text('id').$type<RunId>().primaryKey(),
    kind: text('kind').$type<RunKind>().notNull(),
    batch: text('batch'),
    site: text('site')
      .$type<SiteId>()
      .notNull()
      .references(() => sites.id),
    device: text('device')
      .$type<DeviceId>()
      .notNull()
      .references(() => devices.id),
    deployment: text('deployment').$type<DeploymentId>().notNull(),
    name: text('name').notNull(),
    nanoservice: text('nanoservice').$type<NanoserviceName>().notNull(),
    release: uuid('release').references(() => releases.id),
    fromRelease: uuid('from_release').references(() => releases.id),
    /** Null: there was no deployment before. */
    before: jsonb('before').$type<DeploymentBefore>(),
    state: text('state').$type<RunState>().notNull().default('queued'),
    requestedAt: instant('requested_at').notNull(),
    requestedBy: text('requested_by').notNull(),
    finishedAt: instant('finished_at'),
    reason: text('reason'),
    exitCode: integer('exit_code'),
    logLines: jsonb('log_lines').$type<string[]>().notNull().default([]),
    snapshot: text('snapshot').$type<SnapshotId>(),
    imageSent: boolean('image_sent').notNull().default(false),
    initiationMs: doublePrecision('initiation_ms'),
    deploymentMs: doublePrecision('deployment_ms'),
    /** When the dashboard heard of the first CoAP answer, by its own clock. */
    answeredAt: instant('answered_at'),
  },
  (table) => [
    index('runs_site_requested').on(table.site, table.requestedAt),
    index('runs_deployment').on(table.deployment, table.requestedAt),
    uniqueIndex('runs_one_open')
      .on(table.deployment)
      .where(sql`${table.state} in ('queued', 'running')`),
  ],
);

export const runSteps = pgTable(
  'run_steps',
  {
    run: text('run')
      .$type<RunId>()
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    step: text('step').$type<RunStepName>().notNull(),
    state: text('state').$type<RunStepState>().notNull(),
    startedAt: edgeTime('started_at').notNull(),
    endedAt: edgeTime('ended_at'),
    bytes: bigint('bytes', { mode: 'number' }),
    totalBytes: bigint('total_bytes', { mode: 'number' }),
    detail: text('detail'),
  },
  (table) => [primaryKey({ columns: [table.run, table.step] })],
);
