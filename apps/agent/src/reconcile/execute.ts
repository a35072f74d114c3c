import type { AgentOwnEvent, DeploymentId, DeploymentSpec } from '@nanoedge/protocol';
import { EpochMs } from '@nanoedge/protocol';
import { containerSpec, type Placement } from '../engine/container-spec.ts';
import type { ContainerInfo, Engine } from '../engine/engine.ts';
import { EngineRefused, SpecRefused } from '../errors.ts';
import { sleep, type Clock } from '../time/clock.ts';
import type { HealthMonitor } from './health-monitor.ts';
import type { ServiceBook } from './service-book.ts';
import type { Step, StepKind, StepOf } from './step.ts';

/** Seconds between SIGTERM and SIGKILL. */
const graceSeconds = 3;

/** The next container is started only after this one answered, or after this long: starts that overlap slow each other. */
const answerPatienceMs = 1_000;

export interface ExecuteContext {
  engine: Engine;
  clock: Clock;
  book: ServiceBook;
  monitor: HealthMonitor;
  placement: Placement;
  desired: ReadonlyMap<DeploymentId, DeploymentSpec>;
  containers: ReadonlyMap<string, ContainerInfo>;
  record: (event: AgentOwnEvent) => void;
  /** When the create call of a container was made, on the monotonic clock. */
  noteCreated: (container: string, at: number) => void;
}

type Executors = { [K in StepKind]: (step: StepOf<K>, context: ExecuteContext) => Promise<void> };

const announce = (deployment: DeploymentId, context: ExecuteContext): void => {
  const spec = context.desired.get(deployment);
  if (spec !== undefined) {
    context.record({ type: 'service.starting', at: context.clock.now(), deployment, nanoservice: spec.nanoservice });
  }
};

const startAndWatch = async (deployment: DeploymentId, container: string, context: ExecuteContext): Promise<void> => {
  const { engine, clock, book, monitor } = context;
  await engine.start(container);
  const detail = await engine.inspect(container);
  const startedAt = detail?.startedAt == null ? clock.now() : EpochMs.parse(detail.startedAt);
  book.set(deployment, { state: 'starting', detail: null, container, startedAt, notBefore: null });
  if (detail?.address == null) return;
  const patience = new AbortController();
  await Promise.race([monitor.watch({ deployment, container, address: detail.address }), sleep(clock, answerPatienceMs, patience.signal)]);
  patience.abort();
};

const executors: Executors = {
  'remove-container': async ({ deployment, container, reason }, { engine, book, monitor, clock, containers, record }) => {
    monitor.forget(container);
    if (deployment !== null) book.set(deployment, { state: 'stopping', container: null, healthySince: null });
    await engine.stop(container, graceSeconds);
    await engine.remove(container);
    const nanoservice = containers.get(container)?.nanoservice ?? null;
    if (reason === 'orphan' && deployment !== null && nanoservice !== null) {
      record({ type: 'service.removed', at: clock.now(), deployment, nanoservice });
    }
  },
  'stop-container': async ({ container }, { engine }) => engine.stop(container, graceSeconds),
  'start-container': async ({ deployment, container }, context) => {
    const { restarts, failures } = context.book.get(deployment);
    announce(deployment, context);
    context.monitor.forget(container);
    context.book.set(deployment, { state: 'starting', container, restarts: failures > 0 ? restarts + 1 : restarts });
    await startAndWatch(deployment, container, context);
  },
  'create-container': async ({ deployment, spec }, context) => {
    const { engine, clock, book, placement } = context;
    const { restarts, failures } = book.get(deployment);
    announce(deployment, context);
    book.set(deployment, { state: 'creating', detail: null, restarts: failures > 0 ? restarts + 1 : restarts });
    const wanted = containerSpec(spec, placement);
    const named = await engine.image(spec.release.image);
    const createdAt = clock.monotonic();
    const container = await engine.create({ ...wanted, image: named?.id === spec.release.imageId ? spec.release.image : wanted.image });
    context.noteCreated(container, createdAt);
    await startAndWatch(deployment, container, context);
  },
  'await-image': async ({ deployment, image }, { book }) =>
    book.set(deployment, { state: 'missing-image', detail: `image ${image} is not on this device yet` }),
  hold: async () => undefined,
};

const run = async <K extends StepKind>(step: StepOf<K>, context: ExecuteContext): Promise<void> => {
  const executor: Executors[K] = executors[step.kind];
  await executor(step, context);
};

/** Executes one step. A refusal by the engine or the validator is the deployment's failure: it is noted with its back-off
 *  and false is returned. Throws EngineUnreachable. */
export const execute = async (step: Step, context: ExecuteContext): Promise<boolean> => {
  try {
    await run(step, context);
    return true;
  } catch (error) {
    if (!(error instanceof EngineRefused || error instanceof SpecRefused)) throw error;
    const spec = step.deployment === null ? undefined : context.desired.get(step.deployment);
    if (spec === undefined) return false;
    const detail = error.message.slice(0, 300);
    const repeated = context.book.get(spec.id).detail === detail;
    context.book.fail(spec.id, detail);
    if (!repeated) {
      context.record({ type: 'service.failed', at: context.clock.now(), detail, deployment: spec.id, nanoservice: spec.nanoservice });
    }
    return false;
  }
};
