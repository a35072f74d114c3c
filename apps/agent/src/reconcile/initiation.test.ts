import { join } from 'node:path';
import { ManualClock } from '@nanoedge/base/testing';
import { DeviceId, Seconds } from '@nanoedge/protocol';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { aDeployment } from '../../test/support/builders.ts';
import { heardFacts } from '../../test/support/facts.ts';
import { scratchFolder } from '../../test/support/scratch.ts';
import { Outbox } from '../edge/outbox/outbox.ts';
import type { Fact } from '../facts.ts';
import { openDatabase } from '../store/database.ts';
import { StateStore } from '../store/state-store.ts';
import { Initiation } from './initiation.ts';
import { Journal } from './journal.ts';
import { StatusStore } from './status-store.ts';
import { Targets } from './targets.ts';

const spec = aDeployment();
const answered = (at: number, container = 'c1', deployment = spec.id): Fact => ({
  type: 'container.answered',
  deployment,
  container,
  address: '172.18.0.2',
  at,
});

const setUp = () => {
  const database = openDatabase(join(scratchFolder(), 'agent.db'));
  onTestFinished(() => database.close());
  const clock = new ManualClock();
  const { facts, heard, readBy } = heardFacts();
  const journal = new Journal(database, new Outbox(database));
  const targets = new Targets(DeviceId.parse('device-1'), journal, { get: () => null });
  const seconds = Seconds.parse(5);
  const desired = { revision: 1, deployments: [spec], probationSeconds: seconds, keepSnapshots: 1 };
  targets.assign(desired, new Map());
  const status = new StatusStore(clock, facts);
  const store = new StateStore(database);
  const open = (): void =>
    readBy(
      new Initiation({ clock, log: pino({ level: 'silent' }), facts, store, status, targets }),
      status,
    );
  open();
  const ready = () => heard.filter(({ type }) => type === 'container.ready');
  return { facts, heard, ready, status, store, open };
};

it('counts from the create call to the first answer, and tells the dashboard', () => {
  const { facts, heard, ready, status } = setUp();
  facts.append({ type: 'container.created', container: 'c1', at: 1_000.04 });
  facts.append(answered(1_098.7));
  expect(heard.find(({ type }) => type === 'service.answering')).toMatchObject({
    deployment: spec.id,
    initiationMs: 98.7,
  });
  expect(ready()).toMatchObject([{ container: 'c1', measured: 98.7, known: 98.7 }]);
  expect(status.get(spec.id)).toMatchObject({ state: 'answering', initiationMs: 98.7 });
});

it('does not measure a container again that it had not made, but knows what it took', () => {
  const { facts, ready, open } = setUp();
  facts.append({ type: 'container.created', container: 'c1', at: 0 });
  facts.append(answered(50));
  open();
  facts.append(answered(9_000));
  facts.append(answered(9_500, 'c2'));
  expect(ready().slice(1)).toMatchObject([
    { container: 'c1', measured: null, known: 50 },
    { container: 'c2', measured: null, known: null },
  ]);
});

it('says nothing of what is not desired any more', () => {
  const { facts, ready } = setUp();
  facts.append(answered(1, 'c1', aDeployment({ name: 'gone' }).id));
  expect(ready()).toEqual([]);
});

it('forgets containers that are not shown any more, once a revision is applied', () => {
  const { facts, status, store } = setUp();
  for (const container of ['c1', 'c2']) {
    facts.append({ type: 'container.created', container, at: 0 });
    facts.append(answered(7, container));
  }
  status.set(spec.id, { container: 'c2' });
  facts.append({ type: 'desired.applied', at: new ManualClock().now(), revision: 1 });
  expect([store.read('initiation:c1'), store.read('initiation:c2')]).toEqual([null, '7']);
});
