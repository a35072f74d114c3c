import { join } from 'node:path';
import { ManualClock } from '@nanoedge/base/testing';
import { DeviceId, InvalidMessage, type DesiredState } from '@nanoedge/protocol';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { aDesiredState } from '../../test/support/builders.ts';
import { openGate } from '../../test/support/releases.ts';
import { heardFacts } from '../../test/support/facts.ts';
import { scratchFolder } from '../../test/support/scratch.ts';
import { openDatabase } from '../store/database.ts';
import { StateStore } from '../store/state-store.ts';
import { Intake } from './intake.ts';

const device = DeviceId.parse('device-1');

const desired = (revision: number, id: string = device): DesiredState =>
  aDesiredState({ revision, device: { id, name: 'D', zone: 'z' } });

const setUp = () => {
  const database = openDatabase(join(scratchFolder(), 'agent.db'));
  onTestFinished(() => database.close());
  const store = new StateStore(database);
  const { facts, heard, readBy } = heardFacts();
  const open = (): Intake => {
    const log = pino({ level: 'silent' });
    const intake = new Intake({
      device,
      clock: new ManualClock(),
      log,
      facts,
      store,
      gate: openGate,
    });
    readBy(intake);
    return intake;
  };
  const types = (): string[] => heard.map(({ type }) => type);
  return { store, facts, heard, open, types, readBy };
};

it('has a desired state on the disk before anybody hears of it', () => {
  const { store, open, readBy } = setUp();
  const intake = open();
  const stored: (number | undefined)[] = [];
  readBy({ hear: () => stored.push(store.desired()?.revision) });
  expect(intake.accept(desired(3))).toBe(3);
  expect(stored).toEqual([3]);
});

it('takes only what is newer, and says which revision counts', () => {
  const { open, types, store } = setUp();
  const intake = open();
  expect(intake.revision).toBeNull();
  expect([intake.accept(desired(3)), intake.accept(desired(2)), intake.accept(desired(3))]).toEqual(
    [3, 3, 3],
  );
  expect(types()).toEqual(['desired.accepted']);
  expect(store.desired()?.revision).toBe(3);
});

it('takes the very first revision, also when that is 0', () => {
  expect(setUp().open().accept(desired(0))).toBe(0);
});

it('refuses what is for another device, and keeps nothing of it', () => {
  const { open, store, types } = setUp();
  expect(() => open().accept(desired(1, 'device-2'))).toThrow(InvalidMessage);
  expect([store.desired(), types()]).toEqual([null, []]);
});

it('goes on after a restart with what it had accepted', () => {
  const { open, heard } = setUp();
  open().accept(desired(5));
  heard.length = 0;
  const again = open();
  again.resume();
  expect(heard).toEqual([{ type: 'desired.accepted', desired: desired(5), refused: new Map() }]);
  expect([again.revision, again.accept(desired(5))]).toEqual([5, 5]);
});

it('has nothing to go on with on a new device', () => {
  const { open, types } = setUp();
  open().resume();
  expect(types()).toEqual([]);
});

it('calls a revision applied once, when all of it runs, and remembers it', () => {
  const { open, facts, types } = setUp();
  const intake = open();
  expect(intake.appliedRevision).toBeNull();
  facts.append({ type: 'desired.settled', revision: 4, complete: false });
  expect(intake.appliedRevision).toBeNull();
  facts.append({ type: 'desired.settled', revision: 4, complete: true });
  facts.append({ type: 'desired.settled', revision: 4, complete: true });
  expect(types().filter((type) => type === 'desired.applied')).toHaveLength(1);
  expect(open().appliedRevision).toBe(4);
});
