import { expect } from 'vitest';
import { RunId, type AgentOwnEvent, type DeploymentSpec } from '@nanoedge/protocol';
import { aDeployment } from './builders.ts';
import { reconcileGround } from './reconcile-ground.ts';

export const newer = { id: `sha256:${'c'.repeat(64)}`, reference: 'nanoedge/presence-detection:2' };
export const volumes = [{ name: 'data', path: '/data' }];
export const base = aDeployment({ volumes, port: 5700 });
export const change = RunId.parse('run-change');
export const removal = RunId.parse('run-removal');
export const changed = aDeployment({
  volumes,
  port: 5700,
  change,
  release: { version: '2', image: newer.reference, imageId: newer.id },
});
export const going: DeploymentSpec = { ...base, removal: { run: removal, snapshot: true } };

/** A service that has proven itself, and the newer image on the engine. */
export const settledGround = async () => {
  const ground = await reconcileGround([base]);
  ground.engine.addImage(newer.reference, { id: newer.id, bytes: 2_300_000 });
  await ground.clock.advance(5_000);
  return ground;
};

type Ground = Awaited<ReturnType<typeof settledGround>>;

/** The event with which the run ended, once it has. */
export const endOf = async ({ eventually, events }: Ground, run: RunId, stepMs = 100) => {
  await eventually(
    () => expect(finished(events()).map((event) => event.run)).toContain(run),
    stepMs,
  );
  return finished(events()).find((event) => event.run === run);
};

export const finished = (events: AgentOwnEvent[]) =>
  events.filter((event) => event.type === 'run.finished');
/** The steps of a run and their states; progress within a step does not count. */
export const stepsOf = (events: AgentOwnEvent[], run: string): string[] =>
  events
    .flatMap((event) =>
      event.type === 'run.step' && event.run === run ? [`${event.step} ${event.state}`] : [],
    )
    .filter((step, index, all) => step !== all[index - 1]);
