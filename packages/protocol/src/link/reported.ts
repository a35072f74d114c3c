import * as z from 'zod/mini';
import { DeploymentId, Digest, NanoserviceName, RunId, ThingName } from '../ids.ts';
import { ThingHealth } from '../drivers.ts';
import { ThingSpec } from './desired.ts';
import { Bytes, EpochMs, Milliseconds } from '../units.ts';
import { OutboxReport } from '../outbox.ts';

/**
 * `answering` only after `/health` answered over CoAP; `backing-off` between tries after exits;
 * `failed` when the engine refuses or the tries are used up; `stopped` on purpose, for a snapshot
 * or a removal.
 */
export const ServiceState = z.enum([
  'missing-image',
  'creating',
  'starting',
  'answering',
  'unhealthy',
  'backing-off',
  'stopping',
  'stopped',
  'failed',
]);
export type ServiceState = z.infer<typeof ServiceState>;

export const ReportedService = z.object({
  deployment: DeploymentId,
  name: z.string(),
  nanoservice: NanoserviceName,
  state: ServiceState,
  detail: z.nullable(z.string()),
  container: z.nullable(z.string()),
  image: z.string(),
  version: z.string(),
  /**
   * What really runs: the image, and the run that brought it. They differ from the desired ones
   * after a rollback.
   */
  imageId: z._default(z.nullable(Digest), null),
  change: z._default(z.nullable(RunId), null),
  /** The run that is being worked on, null when none is. */
  run: z._default(z.nullable(RunId), null),
  imageBytes: z.nullable(Bytes),
  memoryBytes: z.nullable(Bytes),
  /** From create to the first CoAP answer, image already there. */
  initiationMs: z.nullable(Milliseconds),
  startedAt: z.nullable(EpochMs),
  restarts: z.int(),
  /**
   * Its published port, where the engine refuses again and again to start it because that port is
   * taken: by somebody else, or by nobody since the engine's sudden end. null: it is not.
   */
  heldPort: z._default(z.nullable(z.int()), null),
});
export type ReportedService = z.infer<typeof ReportedService>;

/** A limit of a container that a kernel may not keep. */
export const EngineLimit = z.enum(['memory', 'swap', 'pids']);
export type EngineLimit = z.infer<typeof EngineLimit>;

/**
 * What an engine is like. `store`: where its images lie, `containerd` or the name of its graph
 * driver. `ignores`: limits that it takes and does not keep. `cgroups`: their version, null when it
 * does not say it.
 */
export const EngineTraits = z.object({
  store: z.string(),
  ignores: z.array(EngineLimit),
  rootless: z.boolean(),
  cgroups: z.nullable(z.string()),
});
export type EngineTraits = z.infer<typeof EngineTraits>;

/**
 * Whether the machine keeps this device's containers to the peers that they may call; `why` says
 * what is missing where it does not.
 */
export const GuardReport = z.object({
  enforced: z.boolean(),
  why: z.nullable(z.string()),
});
export type GuardReport = z.infer<typeof GuardReport>;

/**
 * The engine as it answered last; `reachable: false` when it did not. `apiVersion`: the newest that
 * it has. `traits`: null from agents that do not say them. `subnet`: that of the device's bridge.
 * `guard`: null before rules were tried.
 */
export const EngineReport = z.object({
  reachable: z.boolean(),
  version: z.nullable(z.string()),
  apiVersion: z.nullable(z.string()),
  arch: z.nullable(z.string()),
  traits: z._default(z.nullable(EngineTraits), null),
  subnet: z._default(z.nullable(z.string()), null),
  guard: z._default(z.nullable(GuardReport), null),
  detail: z.nullable(z.string()),
});
export type EngineReport = z.infer<typeof EngineReport>;

export const HostReport = z.object({
  load1: z.number(),
  cores: z.int(),
  memoryBytes: Bytes,
  memoryFreeBytes: Bytes,
  diskFreeBytes: Bytes,
  agentMemoryBytes: Bytes,
});
export type HostReport = z.infer<typeof HostReport>;

/**
 * What does run, as the agent saw it at `at`. `clockAheadMs`: how far the machine's own clock is
 * ahead of the dashboard's, negative when it is behind; null while the two were not compared.
 */
export const ReportedState = z.object({
  at: EpochMs,
  clockAheadMs: z._default(z.nullable(z.int()), null),
  appliedRevision: z.nullable(z.int()),
  engine: EngineReport,
  host: HostReport,
  services: z.array(ReportedService),
  things: z.array(ThingSpec),
  /** Of each whether it works; nothing from agents that do not say it. */
  thingHealth: z._default(z.record(ThingName, ThingHealth), () => ({})),
  outboxDepth: z.int(),
  /** Null from agents that do not bound what waits. */
  outbox: z._default(z.nullable(OutboxReport), null),
  /**
   * Volumes of the engine that have no name and no container, whosever they were; null: not counted.
   */
  unnamedVolumes: z._default(z.nullable(z.int().check(z.minimum(0))), null),
  /** Snapshots that are on the device itself. */
  snapshots: z._default(z.object({ count: z.int(), bytes: Bytes }), () => ({
    count: 0,
    bytes: Bytes.parse(0),
  })),
});
export type ReportedState = z.infer<typeof ReportedState>;
