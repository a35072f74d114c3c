import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@nanoedge/base/testing';
import { openBus } from '../../../src/edge/things/bluez/bus.ts';
import { scratchFolder } from '../scratch.ts';
import { type Running, startProgram } from './process.ts';

export interface BluezRig {
  busAddress: string;
  /** An advertisement of this address, as strong as this in dBm. */
  advertise: (address: string, rssi: number) => Promise<void>;
  /** Whether the adapter is told to look for devices. */
  isDiscovering: () => Promise<boolean>;
  /** Ends BlueZ, and begins it anew with its adapter. */
  stopBluez: () => Promise<void>;
  startBluez: () => Promise<void>;
  /** As somebody who turns the adapter off. */
  power: (isOn: boolean) => Promise<void>;
  stop: () => Promise<void>;
}

const mock = 'org.bluez.Mock';
const device = (address: string): string => `/org/bluez/hci0/dev_${address.replaceAll(':', '_')}`;

/** A real D-Bus of its own with python3-dbusmock's BlueZ and an adapter `hci0`. */
export const makeBluez = async (): Promise<BluezRig> => {
  const folder = scratchFolder();
  const socket = join(folder, 'bus');
  const busAddress = `unix:path=${socket}`;
  const daemon = startProgram('dbus-daemon', ['--session', '--nofork', `--address=${busAddress}`]);
  await waitUntil('the bus is there', () => existsSync(socket));
  const bus = await openBus(busAddress);
  let bluez: Running | null = null;
  const known = new Set<string>();
  const call = (
    path: string,
    what: { interface: string; member: string; signature: string; body: readonly unknown[] },
  ): Promise<readonly unknown[]> => bus.call({ destination: 'org.bluez', path, ...what });
  const set = (path: string, owner: string, [name, type, value]: [string, string, unknown]) =>
    call(path, {
      interface: 'org.freedesktop.DBus.Mock',
      member: 'UpdateProperties',
      signature: 'sa{sv}',
      body: [owner, [[name, [type, value]]]],
    });
  const rig: BluezRig = {
    busAddress,
    advertise: async (address, rssi) => {
      if (!known.has(address)) {
        const body = ['hci0', address, 'somebody'];
        await call('/org/bluez', { interface: mock, member: 'AddDevice', signature: 'sss', body });
        known.add(address);
      }
      await set(device(address), 'org.bluez.Device1', ['RSSI', 'n', rssi]);
    },
    isDiscovering: async () => {
      const body = ['org.bluez.Adapter1', 'Discovering'];
      const reading = { interface: 'org.freedesktop.DBus.Properties', member: 'Get' };
      const [value] = await call('/org/bluez/hci0', { ...reading, signature: 'ss', body });
      return JSON.stringify(value).endsWith('[true]]');
    },
    power: async (isOn) => {
      await set('/org/bluez/hci0', 'org.bluez.Adapter1', ['Powered', 'b', isOn]);
    },
    startBluez: async () => {
      const env = { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: busAddress };
      bluez = startProgram('/usr/bin/python3', ['-m', 'dbusmock', '--template', 'bluez5'], env);
      known.clear();
      const body = ['hci0', 'nanoedge'];
      const adding = { interface: mock, member: 'AddAdapter', signature: 'ss', body };
      await waitUntil('BlueZ answers', () =>
        call('/org/bluez', adding).then(
          () => true,
          () => false,
        ),
      );
    },
    stopBluez: async () => {
      await bluez?.end();
    },
    stop: async () => {
      bus.close();
      await bluez?.end();
      await daemon.end();
    },
  };
  await rig.startBluez();
  return rig;
};
