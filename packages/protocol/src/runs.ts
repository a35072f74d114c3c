import * as z from 'zod/mini';
import { DeploymentId, RunId, SnapshotId } from './ids.ts';
import { Bytes, EpochMs, Milliseconds } from './units.ts';

/**
 * What an agent does in a run, in the order in which it happens; a run has those steps that it
 * needs. `sending` brings image layers, `storing` brings a snapshot to the dashboard, `answering`
 * ends with the first `/health` over CoAP.
 */
export const runStepNames = [
  'sending',
  'loading',
  'stopping',
  'snapshotting',
  'storing',
  'removing',
  'restoring',
  'creating',
  'starting',
  'answering',
  'probation',
  'rolling-back',
] as const;
export const RunStepName = z.enum(runStepNames);
export type RunStepName = z.infer<typeof RunStepName>;

/** Steps after which everything is still as it was before the run, so that it can be taken back. */
export const reversibleSteps: readonly RunStepName[] = [
  'sending',
  'loading',
  'stopping',
  'snapshotting',
  'storing',
];

export const RunStepState = z.enum(['running', 'done', 'failed']);
export type RunStepState = z.infer<typeof RunStepState>;

/**
 * A run ends once. `done`: everything asked for holds. `rolled-back`: the release before it runs
 * again. `refused`: nothing was changed. `failed`: tries are used up and there was nothing to go
 * back to. `cancelled`: taken back before its point of no return, or superseded.
 */
export const RunOutcome = z.enum(['done', 'rolled-back', 'refused', 'failed', 'cancelled']);
export type RunOutcome = z.infer<typeof RunOutcome>;

const runRef = { run: RunId, deployment: DeploymentId };

/** A step began, went on (`running` again with more bytes, at most twice a second) or ended. */
export const RunStepEvent = z.object({
  type: z.literal('run.step'),
  at: EpochMs,
  ...runRef,
  step: RunStepName,
  state: RunStepState,
  /** Done and expected bytes of steps that move bytes. */
  bytes: z._default(z.nullable(Bytes), null),
  totalBytes: z._default(z.nullable(Bytes), null),
  detail: z._default(z.nullable(z.string()), null),
});
export type RunStepEvent = z.infer<typeof RunStepEvent>;

export const RunFinishedEvent = z.object({
  type: z.literal('run.finished'),
  at: EpochMs,
  ...runRef,
  outcome: RunOutcome,
  /** In plain words, for everything but `done`. */
  reason: z.nullable(z.string()),
  exitCode: z.nullable(z.int()),
  /** The last lines that the process wrote, oldest first. */
  logLines: z.array(z.string()).check(z.maxLength(20)),
  /** The snapshot that this run took, if it took one. */
  snapshot: z.nullable(SnapshotId),
  /**
   * Whether the image had to be brought: then the time to the answer is a deployment time, else an
   * initiation time.
   */
  imageSent: z.boolean(),
  /** Create → first CoAP answer. */
  initiationMs: z.nullable(Milliseconds),
});
export type RunFinishedEvent = z.infer<typeof RunFinishedEvent>;

/** The agent found something else on its engine than it had left there, and put it right. */
export const DriftEvent = z.object({
  type: z.literal('service.drifted'),
  at: EpochMs,
  deployment: DeploymentId,
  nanoservice: z.string(),
  detail: z.string(),
});
