import { type Clock, sleep } from '@nanoedge/base';
import type { AgentOwnEvent, DeploymentId, DeploymentSpec } from '@nanoedge/protocol';
import { EpochMs } from '@nanoedge/protocol';
import { containerSpec, type Placement } from '../engine/container-spec.ts';
import type { ContainerInfo, Engine } from '../engine/engine.ts';
import { EngineRefused, SpecRefused } from '../errors.ts';
import type { Journal } from './journal.ts';
import type { Target } from './target.ts';
import type { HealthMonitor } from './health-monitor.ts';
import type { Staging } from './staging.ts';
import type { RunLog, RunRef } from './run-log.ts';
import { verdictOf } from './phase.ts';
import type { StatusStore } from './status-store.ts';
import type { Step, StepKind, StepOf } from './step.ts';
import type { Probation } from './probation.ts';

/** Seconds between SIGTERM and SIGKILL. */
const graceSeconds = 3;

/**
 * The next container is started only after this one answered, or after this long: starts that
 * overlap slow each other.
 */
const answerPatienceMs = 1_000;

export interface ExecuteContext {
  engine: Engine;
  clock: Clock;
  status: StatusStore;
  monitor: HealthMonitor;
  probation: Probation;
  journal: Journal;
  runLog: RunLog;
  staging: Staging;
  placement: Placement;
  wanted: ReadonlyMap<DeploymentId, Target>;
  containers: ReadonlyMap<string, ContainerInfo>;
  record: (event: AgentOwnEvent) => void;
  /** When the create call of a container was made, on the monotonic clock. */
  noteCreated: (container: string, at: number) => void;
}

type Executors = { [K in StepKind]: (step: StepOf<K>, context: ExecuteContext) => Promise<void> };

/** The open run of a deployment, while it may still succeed. */
const runOf = (deployment: DeploymentId, { wanted }: ExecuteContext): RunRef | null => {
  const aim = wanted.get(deployment);
  return aim === undefined || aim.run === null || aim.verdict !== null
    ? null
    : { run: aim.run, deployment };
};

const specOf = (deployment: DeploymentId, { wanted }: ExecuteContext): DeploymentSpec | undefined =>
  wanted.get(deployment)?.spec;

const announce = (deployment: DeploymentId, context: ExecuteContext): void => {
  const spec = specOf(deployment, context);
  if (spec !== undefined) {
    context.record({
      type: 'service.starting',
      at: context.clock.now(),
      deployment,
      nanoservice: spec.nanoservice,
    });
  }
};

/** The engine was found in another state than we had left it in. */
const drifted = (deployment: DeploymentId, detail: string, context: ExecuteContext): void => {
  const spec = specOf(deployment, context);
  if (spec === undefined) return;
  context.record({
    type: 'service.drifted',
    at: context.clock.now(),
    detail,
    deployment,
    nanoservice: spec.nanoservice,
  });
};

const isGoing = async (container: string, { engine }: ExecuteContext): Promise<boolean> => {
  const state = (await engine.inspect(container))?.state;
  return state === undefined || state === 'removing' || state === 'dead';
};

const startAndWatch = async (
  deployment: DeploymentId,
  container: string,
  context: ExecuteContext,
): Promise<void> => {
  const { engine, clock, status, monitor, runLog } = context;
  const ref = runOf(deployment, context);
  if (ref !== null) runLog.running(ref, 'starting');
  await engine.start(container);
  const detail = await engine.inspect(container);
  const startedAt = detail?.startedAt == null ? clock.now() : EpochMs.parse(detail.startedAt);
  status.set(deployment, {
    state: 'starting',
    detail: null,
    container,
    startedAt,
    notBefore: null,
  });
  if (ref !== null) runLog.running(ref, 'answering');
  if (detail?.address == null) return;
  const patience = new AbortController();
  await Promise.race([
    monitor.watch({ deployment, container, address: detail.address }),
    sleep(clock, answerPatienceMs, patience.signal),
  ]);
  patience.abort();
};

const executors: Executors = {
  'remove-container': async ({ deployment, container, reason }, context) => {
    const { engine, status, monitor, clock, containers, record, runLog } = context;
    monitor.forget(container);
    const shown = deployment === null ? null : status.get(deployment).container;
    if (deployment !== null && (shown === container || shown === null) && reason !== 'outdated') {
      status.set(deployment, { state: 'stopping', container: null, healthySince: null });
    }
    const ref = deployment === null ? null : runOf(deployment, context);
    if (ref !== null && reason === 'removal') runLog.running(ref, 'removing');
    await engine.stop(container, graceSeconds);
    await engine.remove(container);
    const nanoservice = containers.get(container)?.nanoservice ?? null;
    if (reason === 'orphan' && deployment !== null && nanoservice !== null) {
      record({ type: 'service.removed', at: clock.now(), deployment, nanoservice });
    }
  },
  'stop-container': async ({ deployment, container, reason }, context) => {
    const { engine, status, monitor, runLog, containers } = context;
    // who is frozen hears no SIGTERM
    if (containers.get(container)?.state === 'paused') await engine.unpause(container);
    if (reason === 'unhealthy') return engine.stop(container, graceSeconds);
    const ref = runOf(deployment, context);
    if (ref !== null) runLog.running(ref, 'stopping');
    monitor.forget(container);
    if (status.get(deployment).container === container || reason === 'removal')
      status.set(deployment, { state: 'stopping', healthySince: null });
    await engine.stop(container, graceSeconds);
    if (status.get(deployment).state === 'stopping') status.set(deployment, { state: 'stopped' });
  },
  'retire-container': async ({ container, name }, { engine }) => engine.rename(container, name),
  'unpause-container': async ({ deployment, container }, context) => {
    await context.engine.unpause(container);
    drifted(deployment, 'its container was paused by somebody else; it goes on', context);
  },
  'start-container': async ({ deployment, container }, context) => {
    const { restarts, failures } = context.status.get(deployment);
    announce(deployment, context);
    context.monitor.forget(container);
    context.status.set(deployment, {
      state: 'starting',
      container,
      restarts: failures > 0 ? restarts + 1 : restarts,
    });
    try {
      await startAndWatch(deployment, container, context);
    } catch (error) {
      // somebody is removing it just now: the next plan makes another
      if (!(error instanceof EngineRefused && (await isGoing(container, context)))) throw error;
      context.status.set(deployment, { state: 'creating', container: null });
      drifted(deployment, 'its container was removed by somebody else; it is made again', context);
    }
  },
  'restart-container': async ({ deployment, run, container }, context) => {
    const { engine, status, monitor, journal, runLog } = context;
    runLog.running({ run, deployment }, 'stopping');
    monitor.forget(container);
    status.set(deployment, { state: 'stopping', healthySince: null });
    await engine.stop(container, graceSeconds);
    status.forgive(deployment);
    status.set(deployment, { state: 'stopped' });
    journal.advance(run, { type: 'restarted' });
  },
  'create-container': async ({ deployment, spec }, context) => {
    const { engine, clock, status, journal, placement, runLog, wanted } = context;
    const { restarts, failures } = status.get(deployment);
    const restore = wanted.get(deployment)?.restore ?? null;
    const ref = runOf(deployment, context);
    if (restore !== null) journal.advance(restore.run, { type: 'volumes-emptied' });
    if (ref !== null) runLog.running(ref, 'creating');
    announce(deployment, context);
    status.set(deployment, {
      state: 'creating',
      detail: null,
      restarts: failures > 0 ? restarts + 1 : restarts,
    });
    const made = containerSpec(spec, placement);
    const named = await engine.image(spec.release.image);
    const createdAt = clock.monotonic();
    const container = await engine.create({
      ...made,
      image: named?.id === spec.release.imageId ? spec.release.image : made.image,
    });
    if (ref !== null) runLog.done(ref, 'creating');
    // a container that waits for its volumes is started by a later plan
    if (restore !== null) return;
    context.noteCreated(container, createdAt);
    await startAndWatch(deployment, container, context);
  },
  'take-snapshot': async (step, { staging, wanted }) =>
    staging.snapshot(step, wanted.get(step.deployment) ?? null),
  'remove-volumes': async ({ deployment, run, volumes }, { engine, journal, runLog, wanted }) => {
    const ref = { run, deployment };
    if (wanted.get(deployment)?.goal === 'remove') runLog.running(ref, 'removing');
    else journal.advance(run, { type: 'volumes-emptied' });
    for (const name of volumes) await engine.removeVolume(name);
  },
  'restore-volumes': async (step, { staging, wanted }) =>
    staging.restore(step, wanted.get(step.deployment) ?? null),
  'bring-image': async ({ deployment, release }, { staging, status, engine }) => {
    const shown = status.get(deployment).container;
    const serves = shown !== null && (await engine.inspect(shown))?.state === 'running';
    if (!serves)
      status.set(deployment, {
        state: 'missing-image',
        detail: `image ${release.image} is on its way`,
      });
    staging.bring(release);
  },
  'finish-run': async ({ deployment, run }, { journal, runLog, wanted, clock, record, status }) => {
    const ref = { run, deployment };
    const found = journal.get(run);
    if (found === null) return;
    const verdict = verdictOf(found.phase);
    if (verdict !== null) runLog.done(ref, 'rolling-back');
    runLog.finish(ref, verdict?.outcome ?? 'done', verdict);
    const aim = wanted.get(deployment);
    if (aim?.goal !== 'remove') return;
    status.set(deployment, { state: 'stopped', container: null, detail: null });
    record({
      type: 'service.removed',
      at: clock.now(),
      deployment,
      nanoservice: aim.spec.nanoservice,
    });
  },
  'await-image': async ({ deployment, image }, { status, engine }) => {
    const shown = status.get(deployment).container;
    if (shown !== null && (await engine.inspect(shown))?.state === 'running') return;
    status.set(deployment, {
      state: 'missing-image',
      detail: `image ${image} is not on this device yet`,
    });
  },
  'await-verdict': async () => undefined,
  hold: async () => undefined,
};

const run = async <K extends StepKind>(step: StepOf<K>, context: ExecuteContext): Promise<void> => {
  const executor: Executors[K] = executors[step.kind];
  await executor(step, context);
};

/**
 * Executes one step. A refusal by the engine or the validator is the deployment's failure: it is
 * noted with its back-off and false is returned. Throws EngineUnreachable.
 */
export const execute = async (step: Step, context: ExecuteContext): Promise<boolean> => {
  try {
    await run(step, context);
    return true;
  } catch (error) {
    if (!(error instanceof EngineRefused || error instanceof SpecRefused)) throw error;
    const spec = step.deployment === null ? undefined : specOf(step.deployment, context);
    if (spec === undefined) return false;
    const detail = error.message.slice(0, 300);
    const repeated = context.status.get(spec.id).detail === detail;
    context.status.fail(spec.id, detail);
    context.probation.onFailure(spec.id, {
      reason: `the container engine refused: ${detail}`,
      exitCode: null,
      logLines: [],
    });
    if (!repeated) {
      context.record({
        type: 'service.failed',
        at: context.clock.now(),
        detail,
        deployment: spec.id,
        nanoservice: spec.nanoservice,
      });
    }
    return false;
  }
};
