import { findImage } from '../../engine/image-identity.ts';
import { graceSeconds, runOf, type Executors } from './context.ts';

/** Steps that take something from the engine, or stop it. */
export const stops: Executors<
  | 'remove-container'
  | 'stop-container'
  | 'restart-container'
  | 'retire-container'
  | 'remove-volumes'
  | 'renew-network'
  | 'discard-image'
> = {
  'remove-container': async ({ deployment, container, reason }, context) => {
    const { engine, status, monitor, clock, facts, runLog, round } = context;
    monitor.forget(container);
    const shown = deployment === null ? null : status.get(deployment).container;
    if (deployment !== null && (shown === container || shown === null) && reason !== 'outdated') {
      status.set(deployment, { state: 'stopping', container: null, healthySince: null });
    }
    const ref = deployment === null ? null : runOf(deployment, context);
    if (ref !== null && reason === 'removal') runLog.running(ref, 'removing');
    const name = round.containers.get(container)?.name;
    if (reason !== 'unstartable') await engine.stop(container, graceSeconds);
    await engine.remove(container);
    if (reason === 'unstartable' && deployment !== null) {
      if (name !== undefined) await engine.detach(name);
      status.mended(deployment);
    }
    const nanoservice = round.containers.get(container)?.nanoservice ?? null;
    if (reason === 'orphan' && deployment !== null && nanoservice !== null) {
      facts.append({ type: 'service.removed', at: clock.now(), deployment, nanoservice });
    }
  },
  'stop-container': async ({ deployment, container, reason }, context) => {
    const { engine, status, monitor, runLog, round } = context;
    // Who is frozen hears no SIGTERM
    if (round.containers.get(container)?.state === 'paused') await engine.unpause(container);
    if (reason === 'unhealthy') return engine.stop(container, graceSeconds);
    const ref = runOf(deployment, context);
    if (ref !== null) runLog.running(ref, 'stopping');
    monitor.forget(container);
    if (status.get(deployment).container === container || reason === 'removal')
      status.set(deployment, { state: 'stopping', healthySince: null });
    await engine.stop(container, graceSeconds);
    if (status.get(deployment).state === 'stopping') status.set(deployment, { state: 'stopped' });
  },
  'restart-container': async ({ deployment, run, container }, context) => {
    const { engine, status, monitor, journal, runLog, round } = context;
    const runs = round.containers.get(container)?.state === 'running';
    runLog.running({ run, deployment }, 'stopping');
    monitor.forget(container);
    status.set(deployment, { state: 'stopping', healthySince: null });
    await engine.stop(container, graceSeconds);
    // What did not run may not be able to: it is made anew, too
    const isFresh = round.targets.get(deployment)?.fresh === true;
    if (isFresh || !runs) await engine.remove(container);
    status.forgive(deployment);
    status.set(deployment, { state: 'stopped' });
    journal.advance(run, { type: 'restarted' });
  },
  'retire-container': async ({ container, name }, { engine }) => engine.rename(container, name),
  'renew-network': async ({ deployment }, { engine, status }) => {
    status.mended(deployment);
    await engine.removeNetwork();
  },
  'discard-image': async ({ deployment, release }, { engine, status }) => {
    status.mended(deployment);
    const image = await findImage(engine, release);
    if (image !== null) await engine.removeImage(image.id);
  },
  'remove-volumes': async ({ deployment, run, volumes }, context) => {
    const { engine, journal, runLog, round } = context;
    if (round.targets.get(deployment)?.goal === 'remove')
      runLog.running({ run, deployment }, 'removing');
    else journal.advance(run, { type: 'volumes-emptied' });
    for (const name of volumes) await engine.removeVolume(name);
  },
};
