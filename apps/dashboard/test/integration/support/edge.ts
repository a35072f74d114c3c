import {
  type DeploymentId,
  type DesiredState,
  OutboxEvent,
  parse,
  ReportedState,
} from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import { devices } from '../../../src/server/db/schema/index.ts';
import { reportFromDevice } from '../../../src/server/services/devices/report.ts';
import { ingestEvents } from '../../../src/server/services/ingest/events.ts';
import { device, type World } from './world.ts';

interface RunRef {
  id: string;
  deployment: DeploymentId;
}

/** What a device says of its runs, through the same door as the events of a real agent. */
export interface Edge {
  step: (run: RunRef, step: string, change?: Record<string, unknown>) => Promise<void>;
  finish: (run: RunRef, outcome: string, change?: Record<string, unknown>) => Promise<void>;
  /** Sends what was sent last once more, under the same sequence. */
  again: () => Promise<void>;
  report: (change?: {
    engine?: Record<string, unknown>;
    host?: Record<string, unknown>;
  }) => Promise<void>;
}

const services = (desired: DesiredState): unknown[] =>
  desired.deployments.map(({ id, name, nanoservice, release }) => ({
    deployment: id,
    name,
    nanoservice,
    state: 'answering',
    detail: null,
    container: 'c0ffee',
    image: release.image,
    version: release.version,
    imageId: release.imageId,
    imageBytes: 2_300_000,
    memoryBytes: 3_300_000,
    initiationMs: 99,
    startedAt: 1,
    restarts: 0,
  }));

/** A device of the world that has enrolled and is connected; it has sent `from` events already. */
export const openEdge = async (world: World, name: string, from = 0): Promise<Edge> => {
  const id = device(name);
  const enrolledAt = new Date(world.clock.now);
  await world.deps.db
    .update(devices)
    .set({ enrolledAt, lastSeenAt: enrolledAt, publicKey: `key of ${name}` })
    .where(eq(devices.id, id));
  world.connected.add(id);
  let seq = from;
  let last: OutboxEvent | null = null;
  const send = async (event: OutboxEvent): Promise<void> => {
    last = event;
    await ingestEvents(world.deps, id, { events: [event] });
  };
  const say = (run: RunRef, body: Record<string, unknown>): Promise<void> => {
    seq += 1;
    const source = { deployment: null, nanoservice: null };
    const ref = { run: run.id, deployment: run.deployment, at: world.clock.now };
    return send(parse(OutboxEvent, { seq, source, body: { ...ref, ...body } }, 'event'));
  };
  const nothing = {
    reason: null,
    exitCode: null,
    logLines: [],
    snapshot: null,
    imageSent: false,
    initiationMs: null,
  };
  return {
    step: (run, step, change = {}) =>
      say(run, { type: 'run.step', step, state: 'done', ...change }),
    finish: (run, outcome, change = {}) =>
      say(run, { type: 'run.finished', outcome, ...nothing, ...change }),
    again: async () => {
      if (last !== null) await send(last);
    },
    report: async (change = {}) => {
      const desired = await world.desired(name);
      const state = {
        at: world.clock.now,
        appliedRevision: desired.revision,
        engine: {
          reachable: true,
          version: '20.10',
          apiVersion: '1.41',
          arch: 'x86_64',
          detail: null,
          ...change.engine,
        },
        host: {
          load1: 0,
          cores: 2,
          memoryBytes: 1e9,
          memoryFreeBytes: 5e8,
          diskFreeBytes: 1e10,
          agentMemoryBytes: 5e7,
          ...change.host,
        },
        services: services(desired),
        things: desired.things,
        outboxDepth: 0,
        outbox: null,
        unnamedVolumes: null,
      };
      await reportFromDevice(world.deps, id, parse(ReportedState, state, 'report'));
    },
  };
};
