import { engineRefusal, serviceReasons } from '@nanoedge/words';
import { EngineRefused, SpecRefused } from '../../errors.ts';
import { refusalCause } from '../remedy.ts';
import type { Step, StepKind, StepOf } from '../step.ts';
import {
  specFor,
  type Context,
  type Executors,
  type ExecutorPorts,
  type Round,
} from './context.ts';
import { starts } from './starts.ts';
import { stops } from './stops.ts';
import { waits } from './waits.ts';

const executors: Executors<StepKind> = { ...starts, ...stops, ...waits };

const run = async <K extends StepKind>(step: StepOf<K>, context: Context): Promise<void> => {
  const executor: Executors<StepKind>[K] = executors[step.kind];
  await executor(step, context);
};

/**
 * A refusal is the deployment's failure: it is noted with its back-off, and told in our words, once
 * while it stays the same.
 */
const noteRefusal = (step: Step, error: Error, context: Context): void => {
  const spec = step.deployment === null ? undefined : specFor(step.deployment, context);
  if (spec === undefined) return;
  const { status, facts, clock } = context;
  const said = error.message;
  // What our own validator refuses is in words already
  const isOurs = error instanceof SpecRefused;
  const detail = (isOurs ? said : engineRefusal(refusalCause(said), said)).slice(0, 300);
  const isRepeated = status.get(spec.id).why === detail;
  status.refuse(spec.id, { said, detail });
  facts.append({
    type: 'deployment.failed',
    deployment: spec.id,
    reason: isOurs ? serviceReasons.engineRefused(detail) : detail,
    exitCode: null,
    logLines: [],
  });
  if (isRepeated) return;
  facts.append({
    type: 'service.failed',
    at: clock.now(),
    detail,
    deployment: spec.id,
    nanoservice: spec.nanoservice,
  });
};

/** Does what plans say, one step at a time. */
export class StepExecutor {
  readonly #ports: ExecutorPorts;

  constructor(ports: ExecutorPorts) {
    this.#ports = ports;
  }

  /**
   * Executes one step. A refusal by the engine or the validator is noted, and false is returned.
   * Throws EngineUnreachable.
   */
  async execute(step: Step, round: Round): Promise<boolean> {
    const context = { ...this.#ports, round };
    try {
      await run(step, context);
      return true;
    } catch (error) {
      if (!(error instanceof EngineRefused || error instanceof SpecRefused)) throw error;
      noteRefusal(step, error, context);
      return false;
    }
  }
}
