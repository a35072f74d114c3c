import type { Clock } from '@nanoedge/base';
import {
  Bytes,
  Milliseconds,
  runStepNames,
  type DeploymentId,
  type RunId,
  type RunOutcome,
  type RunStepName,
  type RunStepState,
} from '@nanoedge/protocol';
import type { FactSink } from '../facts.ts';
import type { Journal } from './journal.ts';
import { savedOf, type Verdict } from './phase.ts';

/** More often than this nobody reads how far a step is. */
const progressEveryMs = 500;

export interface DeploymentRun {
  run: RunId;
  deployment: DeploymentId;
}

export interface RunLogPorts {
  journal: Journal;
  clock: Clock;
  facts: FactSink;
}

interface StepNews {
  bytes?: number;
  totalBytes?: number | null;
  detail?: string;
}

const isLater = (step: RunStepName, than: RunStepName): boolean =>
  runStepNames.indexOf(step) > runStepNames.indexOf(than);

/** Tells the dashboard what runs do, step by step, and how they end. */
export class RunLog {
  readonly #ports: RunLogPorts;
  /** The step that each run is at, when it was last told of, and how far it is. */
  readonly #at = new Map<RunId, { step: RunStepName; said: number; news: StepNews }>();

  constructor(ports: RunLogPorts) {
    this.#ports = ports;
  }

  /**
   * A step began, or went on. What was running before it has ended well, unless the run starts over
   * from an earlier step.
   */
  running(ref: DeploymentRun, step: RunStepName, news: StepNews = {}): void {
    const at = this.#at.get(ref.run);
    const now = this.#ports.clock.monotonic();
    if (at?.step === step && now - at.said < progressEveryMs) {
      at.news = news;
      return;
    }
    if (at !== undefined && at.step !== step)
      this.#say(ref, at.step, { state: isLater(step, at.step) ? 'done' : 'failed', ...at.news });
    this.#at.set(ref.run, { step, said: now, news });
    this.#say(ref, step, { state: 'running', ...news });
  }

  done(ref: DeploymentRun, step: RunStepName, news: StepNews = {}): void {
    const at = this.#at.get(ref.run);
    const before = at?.step === step ? at.news : {};
    if (at?.step === step) this.#at.delete(ref.run);
    this.#say(ref, step, { state: 'done', ...before, ...news });
  }

  /** The step that the run is at has failed; harmless when it is at none. */
  failed(ref: DeploymentRun, detail: string): void {
    const at = this.#at.get(ref.run);
    if (at === undefined) return;
    this.#at.delete(ref.run);
    this.#say(ref, at.step, { state: 'failed', detail: detail.slice(0, 300) });
  }

  /** Ends a run, once. */
  finish(
    ref: DeploymentRun,
    outcome: RunOutcome,
    why: Omit<Verdict, 'outcome'> | null = null,
  ): void {
    const { journal, clock } = this.#ports;
    const record = journal.get(ref.run);
    if (record === null || record.phase.name === 'ended') return;
    const { imageSent, initiationMs } = record.figures;
    const saved = savedOf(record.phase);
    const at = this.#at.get(ref.run);
    if (at !== undefined)
      this.#say(ref, at.step, { state: outcome === 'done' ? 'done' : 'failed' });
    this.#at.delete(ref.run);
    journal.finish(ref.run, outcome, {
      type: 'run.finished',
      at: clock.now(),
      ...ref,
      outcome,
      reason: why?.reason ?? null,
      exitCode: why?.exitCode ?? null,
      logLines: [...(why?.logLines ?? [])].slice(-20),
      snapshot: saved?.on === 'dashboard' ? saved.snapshot : null,
      imageSent,
      initiationMs: initiationMs === null ? null : Milliseconds.parse(initiationMs),
    });
  }

  #say(
    ref: DeploymentRun,
    step: RunStepName,
    { state, bytes, totalBytes, detail }: StepNews & { state: RunStepState },
  ): void {
    this.#ports.facts.append({
      type: 'run.step',
      at: this.#ports.clock.now(),
      ...ref,
      step,
      state,
      bytes: bytes === undefined ? null : Bytes.parse(bytes),
      totalBytes: totalBytes === undefined || totalBytes === null ? null : Bytes.parse(totalBytes),
      detail: detail ?? null,
    });
  }
}
