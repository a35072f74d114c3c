import { join } from 'node:path';
import { ManualClock } from '@nanoedge/base/testing';
import {
  DeviceId,
  Milliseconds,
  Seconds,
  type AgentOwnEvent,
  type DeploymentSpec,
} from '@nanoedge/protocol';
import { pino } from 'pino';
import { onTestFinished, vi } from 'vitest';
import { Outbox } from '../../src/edge/outbox/outbox.ts';
import { FakeEngine } from '../../src/engine/fake.ts';
import { factOf } from '../../src/engine/news.ts';
import { FactStream, type Fact } from '../../src/facts.ts';
import { Journal } from '../../src/reconcile/journal.ts';
import { makeReconciler } from '../../src/reconcile/reconciler.ts';
import { Targets, type Assignment } from '../../src/reconcile/targets.ts';
import type { RefusedReleases } from '../../src/releases/vet.ts';
import { openDatabase } from '../../src/store/database.ts';
import { ImageFetch } from '../../src/uplink/images/image-fetch.ts';
import { ContainerKeys } from '../../src/store/container-keys.ts';
import { SnapshotStore } from '../../src/snapshots/store.ts';
import { SnapshotTransfer } from '../../src/uplink/snapshots/transfer.ts';
import { anImage } from './builders.ts';
import { FakeProber } from './fake-prober.ts';
import { scratchFolder } from './scratch.ts';

export const device = DeviceId.parse('device-1');

/** What tests ask of the facts; it says how long a start took, which nothing here measures. */
const listener = (facts: FactStream) => {
  const settled: [number, boolean][] = [];
  const problems: (string | null)[] = [];
  const hear = (fact: Fact): void => {
    if (fact.type === 'desired.settled') settled.push([fact.revision, fact.complete]);
    if (fact.type === 'engine.answers') problems.push(null);
    if (fact.type === 'engine.silent') problems.push(fact.problem);
    if (fact.type !== 'container.answered') return;
    const { deployment, container, address } = fact;
    const ready = { type: 'container.ready', deployment, container, address } as const;
    facts.append({ ...ready, measured: Milliseconds.parse(7), known: null });
  };
  return { told: { hear }, settled, problems };
};

type Said = Pick<Assignment, 'revision' | 'deployments'>;

const settings = { probationSeconds: Seconds.parse(5), keepSnapshots: 3 };

/**
 * A reconciler with everything around it, on the engine and the clock that tests turn; its dashboard is
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
  const identity = { sign: () => 'signature', dashboard: null, site: 'site' };
  const away = { dashboardUrl: 'http://127.0.0.1:9', device, identity, clock, log };
  const images = new ImageFetch({ ...away, engine, folder: join(folder, 'layers') });
  const transfer = new SnapshotTransfer({ ...away, store: snapshots });
  transfer.store = async ({ id }) => snapshots.markStored(id);
  const facts = new FactStream(outbox);
  const targets = new Targets(device, journal, snapshots);
  const network = {
    prepare: async () => ({ device, address: (await engine.ensureNetwork()).gateway }),
  };
  const keys = new ContainerKeys(Buffer.alloc(32));
  const bases = { engine, keys, clock, log, facts, journal, targets, snapshots, transfer, images };
  const reconciler = makeReconciler({ ...bases, prober, network });
  const { told, settled, problems } = listener(facts);
  facts.readBy(told, reconciler);
  const stop = new AbortController();
  onTestFinished(() => {
    stop.abort();
    database.close();
  });
  engine.watch((event) => {
    const fact = factOf(event, device);
    if (fact !== null) facts.append(fact);
  }, stop.signal);
  const { loop, status } = reconciler;
  const assignTo = (next: Said, refused: RefusedReleases = new Map()): void =>
    loop.assign({ desired: { ...settings, ...next }, refused });
  let revision = 1;
  assignTo({ revision, deployments });
  void reconciler.start(stop.signal);
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
    loop: { assign: assignTo, trigger: () => loop.trigger() },
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
      assignTo({ revision, deployments: next });
      await clock.advance(0);
    },
  };
};
