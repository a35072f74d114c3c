import { ManualClock, waitUntil } from '@nanoedge/base/testing';
import { type Broker, type MotionState, parse, ThingSpec } from '@nanoedge/protocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Things, type ThingPorts } from '../../src/edge/things/things.ts';
import { makeBluez } from '../support/drivers/bluez-mock.ts';
import { makeBroker } from '../support/drivers/broker.ts';
import { thingPorts } from '../support/drivers/thing-ports.ts';

const assigned = (
  spec: Record<string, unknown>,
  { brokers = [], ports = {} }: { brokers?: Broker[]; ports?: Partial<ThingPorts> },
) => {
  const things = new Things(thingPorts(ports));
  onTestFinished(() => things.stop());
  const named = { name: 'thing', zone: 'hall', ...spec };
  things.assign([parse(ThingSpec, named, 'thing')], brokers);
  const driver = things.get('thing');
  if (driver === null) throw new TypeError('there is no such thing');
  return driver;
};

const pir = {
  kind: 'motion',
  driver: 'mqtt',
  settings: { broker: 'house', topic: 'hall/pir', format: 'esphome' },
};

const brokerRig = async () => {
  const rig = await makeBroker();
  onTestFinished(rig.stop);
  return rig;
};

describe('a broker', () => {
  it.each([
    ['knows another password', { password: 'a wrong one' }],
    ['shows a certificate of another authority', { authority: null }],
  ])('that %s is said to refuse', async (_what, change) => {
    const { broker } = await brokerRig();
    const driver = assigned(pir, { brokers: [{ ...broker, ...change }] });
    await waitUntil('it is refused', () => driver.health().problem === 'broker-refuses');
  });

  it('on another machine is never spoken to without TLS', async () => {
    const { broker } = await brokerRig();
    const driver = assigned(pir, { brokers: [{ ...broker, url: 'mqtt://192.0.2.7:1883' }] });
    expect(driver.health()).toMatchObject({ state: 'failing', problem: 'bad-settings' });
  });

  it('brings nothing back that was published before: a message that was kept is no motion', async () => {
    const { broker, publish } = await brokerRig();
    await publish('hall/pir', 'ON', { retain: true });
    const driver = assigned(pir, { brokers: [broker] });
    await waitUntil('it works', () => driver.health().state === 'working');
    await publish('hall/pir', 'OFF');
    await publish('hall/other', 'ON');
    expect((driver.read() as MotionState).active).toBe(false);
    await publish('hall/pir', 'ON');
    await waitUntil('it is high', () => (driver.read() as MotionState).active);
  });

  it('may send what it likes', async () => {
    const { broker, publish } = await brokerRig();
    const driver = assigned(pir, { brokers: [broker] });
    await waitUntil('it works', () => driver.health().state === 'working');
    for (const payload of ['', '{', 'N'.repeat(100_000), '\u0000ON', 'on and on'])
      await publish('hall/pir', payload);
    await publish('hall/pir', 'ON');
    await waitUntil('it is high', () => (driver.read() as MotionState).active);
  });
});

describe('BlueZ', () => {
  const scanner = { kind: 'ble', driver: 'bluez' };
  const bluezRig = async () => {
    const rig = await makeBluez();
    onTestFinished(rig.stop);
    return rig;
  };

  it('looks for devices only while the scanner is observed', async () => {
    const rig = await bluezRig();
    const driver = assigned(scanner, { ports: { busAddress: rig.busAddress } });
    await waitUntil('it works', () => driver.health().state === 'working');
    expect(await rig.isDiscovering()).toBe(false);
    const unsubscribe = driver.observe(() => undefined);
    await waitUntil('it looks', () => rig.isDiscovering());
    unsubscribe();
    await waitUntil('it looks no more', async () => !(await rig.isDiscovering()));
  });

  it('without that adapter is said to have none', async () => {
    const rig = await bluezRig();
    const settings = { adapter: 'hci7' };
    const driver = assigned({ ...scanner, settings }, { ports: { busAddress: rig.busAddress } });
    await waitUntil('it is said', () => driver.health().problem === 'no-adapter');
  });

  it('whose adapter is turned off has it turned on again', async () => {
    const rig = await bluezRig();
    const driver = assigned(scanner, { ports: { busAddress: rig.busAddress } });
    await waitUntil('it works', () => driver.health().state === 'working');
    await rig.power(false);
    await waitUntil('it is off', () => driver.health().problem === 'adapter-off');
    await waitUntil('it works again', () => driver.health().state === 'working');
  });

  it('that hears nothing for half a minute where there always was something is blind', async () => {
    const rig = await bluezRig();
    const clock = new ManualClock();
    const driver = assigned(scanner, { ports: { busAddress: rig.busAddress, clock } });
    await waitUntil('it works', () => driver.health().state === 'working');
    let heard = 0;
    onTestFinished(driver.observe(() => (heard += 1)));
    await waitUntil('it looks', () => rig.isDiscovering());
    await waitUntil(
      'it heard some',
      async () => {
        await rig.advertise('C0:FF:EE:00:00:02', -50 - (heard % 20));
        return heard > 12;
      },
      { everyMs: 20 },
    );
    await waitUntil('it is blind', async () => {
      await clock.advance(6_000);
      return driver.health().problem === 'blind';
    });
    await waitUntil('it looks again', async () => {
      await clock.advance(1_000);
      return rig.isDiscovering();
    });
    expect(driver.health().problem).toBe('blind');
    await waitUntil('it works', async () => {
      await rig.advertise('C0:FF:EE:00:00:03', -50);
      return driver.health().state === 'working';
    });
  });
});
