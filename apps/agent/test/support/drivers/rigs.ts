import { systemClock } from '@nanoedge/base';
import { parse, SimulateCommand, type ThingKind } from '@nanoedge/protocol';
import type { World } from '../../../src/edge/things/simulation/world.ts';
import { makeBluez } from './bluez-mock.ts';
import { type BrokerRig, makeBroker } from './broker.ts';
import { makeGpio } from './gpio-stand-in.ts';
import { lightRigs } from './light-rigs.ts';
import { type DriverRig, type NamedRig, nothing, real, simulated } from './rig.ts';
import { makeSerial } from './serial-pair.ts';

const behindBroker = async (
  make: (broker: BrokerRig) => Pick<DriverRig, 'spec'> & Partial<DriverRig>,
): Promise<DriverRig> => {
  const broker = await makeBroker();
  return {
    ...nothing,
    brokers: [broker.broker],
    cut: broker.stop,
    heal: broker.start,
    problem: 'broker-unreachable',
    end: broker.stop,
    ...make(broker),
  };
};

const motionBehindBroker = (format: string, say: (moves: boolean) => string): NamedRig =>
  real(`MQTT as ${format} says it`, () =>
    behindBroker((broker) => ({
      spec: {
        kind: 'motion',
        driver: 'mqtt',
        settings: { broker: 'house', topic: 'hall/pir', format },
      },
      sense: (moves) => broker.publish('hall/pir', say(moves)),
    })),
  );

const scannerBehindBroker = (
  { format, topic, room }: { format: string; topic: string; room?: string },
  say: (address: string, rssi: number) => { topic: string; body: object },
): NamedRig =>
  real(`MQTT as ${format} says it`, () =>
    behindBroker((broker) => ({
      spec: {
        kind: 'ble',
        driver: 'mqtt',
        settings: { broker: 'house', format, topic, ...(room === undefined ? {} : { room }) },
      },
      advertise: (address, rssi) => {
        const said = say(address, rssi);
        return broker.publish(said.topic, JSON.stringify(said.body));
      },
    })),
  );

const gpio = (version: 1 | 2): NamedRig =>
  real(`GPIO with libgpiod ${version} (a stand-in)`, async () => {
    const line = makeGpio(version);
    return {
      ...nothing,
      spec: { kind: 'motion', driver: 'gpio', settings: { line: 17, pull: 'down' } },
      ports: { gpio: line.tools },
      sense: line.edge,
      cut: line.remove,
      heal: line.putBack,
      problem: 'no-line',
      end: () => undefined,
    };
  });

const walking = (kind: ThingKind) => (): DriverRig => {
  let here: World | null = null;
  let isHere = false;
  const walk = (keys: readonly string[]): void =>
    here?.command(
      parse(
        SimulateCommand,
        {
          kind: 'walk',
          walker: 'bob',
          keys,
          startAt: systemClock.now(),
          legs: [{ zone: 'entrance', fromMs: 0, untilMs: null }],
        },
        'walk',
      ),
    );
  return {
    ...nothing,
    spec: { kind, driver: 'simulated' },
    begin: (world) => {
      here = world;
    },
    sense: (moves) => (moves ? walk([]) : here?.command({ kind: 'clear' })),
    // Whoever is there advertises by themselves
    advertise: (address) => {
      if (!isHere) walk([address]);
      isHere = true;
    },
    end: () => undefined,
  };
};

const serialMotion = real('a serial port', async () => {
  const serial = await makeSerial();
  return {
    ...nothing,
    spec: { kind: 'motion', driver: 'serial', settings: { port: serial.port } },
    sense: (moves) => serial.say(moves ? '1' : '0'),
    cut: serial.unplug,
    heal: serial.plugIn,
    problem: 'no-port',
    end: serial.unplug,
  };
});

const bluez = real('BlueZ', async () => {
  const rig = await makeBluez();
  return {
    ...nothing,
    spec: { kind: 'ble', driver: 'bluez' },
    ports: { busAddress: rig.busAddress },
    advertise: rig.advertise,
    cut: rig.stopBluez,
    heal: rig.startBluez,
    problem: 'no-bluez',
    end: rig.stop,
  };
});

/** Of each kind of thing its drivers, each with what is behind it. */
export const driverRigs: Readonly<Record<'motion' | 'ble' | 'lights', readonly NamedRig[]>> = {
  motion: [
    simulated(walking('motion')),
    gpio(1),
    gpio(2),
    serialMotion,
    motionBehindBroker('zigbee2mqtt', (occupancy) => JSON.stringify({ occupancy, battery: 97 })),
    motionBehindBroker('esphome', (moves) => (moves ? 'ON' : 'OFF')),
    motionBehindBroker('homeassistant', (moves) => (moves ? 'on' : 'off')),
  ],
  ble: [
    simulated(walking('ble')),
    bluez,
    scannerBehindBroker(
      { format: 'espresense', topic: 'espresense/devices', room: 'hall' },
      (address, rssi) => {
        const mac = address.replaceAll(':', '').toLowerCase();
        const body = { id: mac, mac, rssi, raw: 2.1, distance: 1.9, int: 1_012 };
        return { topic: `espresense/devices/${mac}/hall`, body };
      },
    ),
    scannerBehindBroker(
      { format: 'theengs', topic: 'home/TheengsGateway/BTtoMQTT' },
      (address, rssi) => ({
        topic: `home/TheengsGateway/BTtoMQTT/${address.replaceAll(':', '')}`,
        body: { id: address, rssi, brand: 'GENERIC', model: 'iBeacon', mfid: '4c00' },
      }),
    ),
    scannerBehindBroker(
      { format: 'openmqttgateway', topic: 'home/OpenMQTTGateway/BTtoMQTT' },
      (address, rssi) => ({
        topic: `home/OpenMQTTGateway/BTtoMQTT/${address.replaceAll(':', '')}`,
        body: { id: address, mac_type: 0, rssi, distance: 1.4 },
      }),
    ),
  ],
  lights: lightRigs,
};
