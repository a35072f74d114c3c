import { join } from 'node:path';
import { ManualClock } from '@nanoedge/base/testing';
import { pino } from 'pino';
import { onTestFinished, vi } from 'vitest';
import { DeviceId, type AgentOwnEvent, type DeploymentSpec } from '@nanoedge/protocol';
import { FakeEngine } from '../../src/engine/fake.ts';
import { ImageFetch } from '../../src/uplink/images/image-fetch.ts';
import { Outbox } from '../../src/edge/outbox/outbox.ts';
import { ExitWatch } from '../../src/reconcile/exit-watch.ts';
import { HealthMonitor } from '../../src/reconcile/health-monitor.ts';
import { Jobs } from '../../src/reconcile/jobs.ts';
import { Staging } from '../../src/reconcile/staging.ts';
import { RunLog } from '../../src/reconcile/run-log.ts';
import { Loop } from '../../src/reconcile/loop.ts';
import { StatusStore } from '../../src/reconcile/status-store.ts';
import { Probation } from '../../src/reconcile/probation.ts';
import { SnapshotStore } from '../../src/uplink/snapshots/store.ts';
import { SnapshotTransfer } from '../../src/uplink/snapshots/transfer.ts';
import { openDatabase } from '../../src/store/database.ts';
import { Journal } from '../../src/reconcile/journal.ts';
import { anImage } from './builders.ts';
import { FakeProber } from './fake-prober.ts';
import { scratchFolder } from './scratch.ts';

export const device = DeviceId.parse('device-1');

/**
 * A runner with everything around it, on the engine and the clock that tests turn; its dashboard is
 * `transfer` and `images`.
 */
export const reconcileGround = async (
  deployments: DeploymentSpec[],
  options: { folder?: string; engine?: FakeEngine; clock?: ManualClock } = {},
) => {
  const clock = options.clock ?? new ManualClock();
  const engine = options.engine ?? new FakeEngine(device);
  engine.addImage(anImage.reference, { id: anImage.id, bytes: 2_300_000 });
  const folder = options.folder ?? scratchFolder();
  const log = pino({ level: 'silent' });
  const database = openDatabase(join(folder, 'agent.db'));
  const outbox = new Outbox(database);
  const journal = new Journal(database, outbox);
  const snapshots = new SnapshotStore(join(folder, 'snapshots'), database);
  const prober = new FakeProber();
  const settled: [number, boolean][] = [];
  const problems: (string | null)[] = [];
  const record = (event: AgentOwnEvent): void =>
    void outbox.append({ deployment: null, nanoservice: null }, event);
  const identity = { sign: () => 'signature' };
  const away = { dashboardUrl: 'http://127.0.0.1:9', device, identity, clock, log };
  const images = new ImageFetch({ ...away, engine, folder: join(folder, 'layers') });
  const transfer = new SnapshotTransfer({ ...away, store: snapshots });
  transfer.store = async ({ id }) => snapshots.markStored(id);
  const status = new StatusStore(clock, () => undefined);
  const runLog = new RunLog({ journal, clock, record });
  const trigger = (): void => runner.trigger();
  const probation: Probation = new Probation({
    journal,
    clock,
    status,
    log: runLog,
    probationMs: () => 5_000,
    wanted: (deployment) => runner.wanted(deployment),
    trigger,
  });
  const monitor: HealthMonitor = new HealthMonitor(prober, clock, {
    onAnswering: (watched) => {
      status.answering(watched.deployment, null);
      probation.onAnswering(watched, 7);
    },
    onUnhealthy: (watched, reason) => {
      status.set(watched.deployment, { state: 'unhealthy', detail: reason });
      runner.trigger();
    },
    onForgotten: (container) => probation.forget(container),
  });
  const jobs = new Jobs({ log, clock, ended: trigger });
  const base = { engine, clock, status, monitor, record };
  const shared = { ...base, log, device, jobs, journal, runLog, snapshots, probation };
  const staging = new Staging({
    ...shared,
    images,
    transfer,
    placement: () => runner.placement,
    keepSnapshots: () => 3,
    waitingFor: (imageId) => runner.waitingFor(imageId),
  });
  const runner: Loop = new Loop({
    ...shared,
    staging,
    exits: new ExitWatch({
      ...base,
      onFailure: (deployment, why) => probation.onFailure(deployment, why),
    }),
    addressOn: ({ gateway }) => gateway,
    noteCreated: () => undefined,
    onNetwork: async () => undefined,
    onReachable: (problem) => void problems.push(problem),
    onSettled: (revision, complete) => void settled.push([revision, complete]),
  });
  const stop = new AbortController();
  onTestFinished(() => {
    stop.abort();
    database.close();
  });
  engine.watch((event) => {
    if (event.kind === 'container' && event.action === 'die') {
      monitor.forget(event.container);
      runner.suspect(event.container);
    }
    runner.trigger();
  }, stop.signal);
  let revision = 1;
  runner.assign({ revision, deployments });
  void runner.start(stop.signal);
  await clock.advance(0);
  const events = (): AgentOwnEvent[] =>
    outbox.batch(0, { events: 10_000, bytes: 1e9 }).map(({ body }) => body as AgentOwnEvent);
  const only = async (): Promise<string> => (await engine.list())[0]?.id ?? 'none';
  return {
    clock,
    engine,
    prober,
    settled,
    problems,
    status,
    runner,
    journal,
    snapshots,
    transfer,
    images,
    only,
    events,
    types: (): string[] => events().map(({ type }) => type),
    /** Lets time pass in steps, and real disks do their work, until the check holds. */
    eventually: async (check: () => Promise<void> | void, stepMs = 100): Promise<void> =>
      vi.waitFor(
        async () => {
          await clock.advance(stepMs);
          await check();
        },
        { timeout: 10_000, interval: 2 },
      ),
    /** A new desired state. */
    assign: async (next: DeploymentSpec[]): Promise<void> => {
      revision += 1;
      runner.assign({ revision, deployments: next });
      await clock.advance(0);
    },
  };
};
