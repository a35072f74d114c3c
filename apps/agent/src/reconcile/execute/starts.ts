import { labels, sleep } from '@nanoedge/base';
import { EpochMs, type DeploymentId } from '@nanoedge/protocol';
import { serviceReasons } from '@nanoedge/words';
import { containerSpec } from '../../engine/container-spec.ts';
import { findImage } from '../../engine/image-identity.ts';
import { EngineRefused } from '../../errors.ts';
import { runOf, specFor, tellDrift, type Context, type Executors } from './context.ts';

/**
 * The next container is started only after this one answered, or after this long: starts that
 * overlap slow each other.
 */
const answerPatienceMs = 1_000;

const announce = (deployment: DeploymentId, context: Context): void => {
  const spec = specFor(deployment, context);
  if (spec === undefined) return;
  context.facts.append({
    type: 'service.starting',
    at: context.clock.now(),
    deployment,
    nanoservice: spec.nanoservice,
  });
};

const isGoing = async (container: string, { engine }: Context): Promise<boolean> => {
  const state = (await engine.inspect(container))?.state;
  return state === undefined || state === 'removing' || state === 'dead';
};

const startAndWatch = async (
  deployment: DeploymentId,
  container: string,
  context: Context,
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

/** Steps after which a container runs that did not before. */
export const starts: Executors<'create-container' | 'start-container' | 'unpause-container'> = {
  'create-container': async ({ deployment, spec }, context) => {
    const { engine, clock, facts, status, journal, runLog, round } = context;
    const { restarts, failures } = status.get(deployment);
    const restore = round.targets.get(deployment)?.restore ?? null;
    const ref = runOf(deployment, context);
    if (restore !== null) journal.advance(restore.run, { type: 'volumes-emptied' });
    if (ref !== null) runLog.running(ref, 'creating');
    announce(deployment, context);
    status.set(deployment, {
      state: 'creating',
      detail: null,
      restarts: failures > 0 ? restarts + 1 : restarts,
    });
    const made = containerSpec(spec, round.placement);
    // By its id: a name may mean another image by now
    const image = (await findImage(engine, spec.release))?.id ?? spec.release.imageId;
    const at = clock.monotonic();
    const { id: key, secret } = context.keys.make();
    const own = { ...made.labels, [labels.key]: key };
    const container = await engine.create({ ...made, image, secret, labels: own });
    const { nanoservice } = spec;
    facts.append({ type: 'container.keyed', key, container, deployment, nanoservice });
    if (ref !== null) runLog.done(ref, 'creating');
    // A container that waits for its volumes is started by a later plan
    if (restore !== null) return;
    facts.append({ type: 'container.created', container, at });
    await startAndWatch(deployment, container, context);
  },
  'start-container': async ({ deployment, container }, context) => {
    const { monitor, status } = context;
    const { restarts, failures } = status.get(deployment);
    announce(deployment, context);
    monitor.forget(container);
    status.set(deployment, {
      state: 'starting',
      container,
      restarts: failures > 0 ? restarts + 1 : restarts,
    });
    try {
      await startAndWatch(deployment, container, context);
    } catch (error) {
      // Somebody is removing it just now: the next plan makes another
      if (!(error instanceof EngineRefused && (await isGoing(container, context)))) throw error;
      status.set(deployment, { state: 'creating', container: null });
      tellDrift(deployment, serviceReasons.removedByOthers, context);
    }
  },
  'unpause-container': async ({ deployment, container }, context) => {
    await context.engine.unpause(container);
    tellDrift(deployment, serviceReasons.pausedByOthers, context);
  },
};
