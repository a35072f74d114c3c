import { join } from 'node:path';
import { ManualClock } from '@nanoedge/base/testing';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { heardFacts } from '../../test/support/facts.ts';
import { scratchFolder } from '../../test/support/scratch.ts';
import { openDatabase } from '../store/database.ts';
import { StateStore } from '../store/state-store.ts';
import { DeviceNetwork } from './network.ts';

const setUp = (setAddress: string | null = null) => {
  const database = openDatabase(join(scratchFolder(), 'agent.db'));
  onTestFinished(() => database.close());
  const clock = new ManualClock();
  const { facts, heard } = heardFacts();
  const bridge = { gateway: '172.18.0.1', busy: false, listens: [] as string[] };
  const store = new StateStore(database);
  const open = (): DeviceNetwork =>
    new DeviceNetwork({
      engine: {
        ensureNetwork: async () => ({
          id: 'n',
          name: 'nanoedge-d',
          gateway: bridge.gateway,
          subnet: '172.18.0.0/16',
          bridge: 'br-1',
        }),
      },
      gateway: {
        listen: async (address) => {
          if (bridge.busy) throw new RangeError('address in use');
          bridge.listens.push(address);
        },
      },
      clock,
      log: pino({ level: 'silent' }),
      facts,
      store,
      device: 'device-1',
      setAddress,
      pools: ['172.18.0.0/16'],
      fallbackAddress: '192.0.2.9',
    });
  return { clock, heard, bridge, store, open, network: open() };
};

const prepared = { type: 'network.prepared' };

it('listens on the bridge before containers are placed there', async () => {
  const { network, bridge } = setUp();
  expect(network.address).toBe('192.0.2.9');
  expect(await network.prepare()).toEqual({ device: 'device-1', address: '172.18.0.1' });
  await network.known;
  expect([network.address, bridge.listens]).toEqual(['172.18.0.1', ['172.18.0.1']]);
});

it('tells a new address once, and knows it after a restart', async () => {
  const { network, bridge, heard, open } = setUp();
  await network.prepare();
  await network.prepare();
  bridge.gateway = '172.19.0.1';
  await network.prepare();
  expect(heard).toEqual([
    prepared,
    { type: 'address.changed', address: '172.18.0.1' },
    prepared,
    { type: 'address.changed', address: '172.19.0.1' },
  ]);
  expect(network.bridge).toEqual({
    name: 'br-1',
    gateway: '172.19.0.1',
    subnet: '172.18.0.0/16',
  });
  expect(open().address).toBe('172.19.0.1');
});

it('publishes where the operator says, and listens on the bridge all the same', async () => {
  const { network, bridge, heard } = setUp('198.51.100.4');
  expect(network.address).toBe('198.51.100.4');
  expect(await network.prepare()).toMatchObject({ address: '198.51.100.4' });
  expect([bridge.listens, heard]).toEqual([['172.18.0.1'], [prepared]]);
});

it('places containers although the gateway cannot listen, and asks to try again', async () => {
  const { network, bridge, clock, heard } = setUp('198.51.100.4');
  bridge.busy = true;
  expect(await network.prepare()).toMatchObject({ address: '198.51.100.4' });
  await clock.advance(1_999);
  expect(heard).toEqual([prepared]);
  await clock.advance(1);
  expect(heard).toEqual([prepared, { type: 'gateway.due' }]);
});
