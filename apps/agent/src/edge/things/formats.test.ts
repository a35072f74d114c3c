import { LightsState, parse } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { advertIn } from './bluez/adverts.ts';
import { readScan, scannerTopics } from './ble/mqtt-formats.ts';
import { callsOf, readEdge, readVersion } from './gpio/gpiomon.ts';
import { lightCommand } from './lights/mqtt-formats.ts';
import { lampsLine } from './lights/serial-line.ts';
import { litStretches, wledState } from './lights/wled-leds.ts';
import { readMotion } from './motion/mqtt-formats.ts';
import { topicMatches } from './mqtt/topics.ts';

const lamps = (...lit: [waypoint: string, colour: string][]): LightsState['lamps'] =>
  parse(
    LightsState,
    {
      kind: 'lights',
      lamps: lit.map(([waypoint, colour]) => ({
        waypoint,
        colour,
        arrow: 'right',
        initials: 'BO',
      })),
    },
    'lights',
  ).lamps;

describe('what sensors publish of motion', () => {
  it.each([
    ['zigbee2mqtt', '{"occupancy":true,"battery":97,"linkquality":120}', true],
    ['zigbee2mqtt', '{"occupancy":false}', false],
    ['zigbee2mqtt', '{"presence":true,"illuminance":3}', true],
    ['zigbee2mqtt', '{"battery":97}', null],
    ['zigbee2mqtt', '{"occupancy":"true"}', null],
    ['zigbee2mqtt', '[true]', null],
    ['zigbee2mqtt', 'null', null],
    ['zigbee2mqtt', 'online', null],
    ['esphome', 'ON', true],
    ['esphome', 'OFF', false],
    ['homeassistant', 'on\n', true],
    ['homeassistant', 'unavailable', null],
    ['esphome', '', null],
  ] as const)('%s: %j is %j', (format, payload, expected) => {
    expect(readMotion(format, payload)).toBe(expected);
  });
});

describe('what scanners publish', () => {
  it('is an address with its strength, in the one form of a key', () => {
    const body = '{"id":"A4:C1:38:0E:4D:11","rssi":-71,"model":"LYWSD03MMC"}';
    expect(readScan('theengs', body)).toEqual({ keys: ['a4:c1:38:0e:4d:11'], rssi: -71 });
  });

  it('names a beacon by its identifier too', () => {
    const uuid = 'e5ca1ade-f007-ba11-0000-000000000000';
    const ours = `{"id":"iBeacon:${uuid}-100-7","mac":"a4c1380e4d11","rssi":-80.4}`;
    const theirs = `{"id":"A4:C1:38:0E:4D:11","uuid":"${uuid}","major":100,"minor":7,"rssi":-80.4}`;
    const both = readScan('espresense', ours)?.keys;
    expect(both).toHaveLength(2);
    expect(readScan('openmqttgateway', theirs)?.keys).toEqual(both);
  });

  it.each([
    '',
    'online',
    '[]',
    '{"id":"A4:C1:38:0E:4D:11"}',
    '{"rssi":-71}',
    '{"id":7,"rssi":-71}',
  ])('is nothing in %j', (payload) => {
    expect(readScan('openmqttgateway', payload)).toBeNull();
  });

  it('is asked for of one room of ESPresense, or of each device of a gateway', () => {
    const settings = {
      broker: 'house',
      format: 'espresense',
      topic: 'espresense/devices',
    } as const;
    expect(scannerTopics({ ...settings, room: 'hall' })).toEqual(['espresense/devices/+/hall']);
    expect(scannerTopics({ ...settings, format: 'theengs' })).toEqual(['espresense/devices/+']);
  });
});

describe('a filter of topics', () => {
  it.each([
    ['hall/pir', 'hall/pir', true],
    ['hall/pir', 'hall/pir/x', false],
    ['hall/+', 'hall/pir', true],
    ['hall/+', 'hall', false],
    ['a/+/hall', 'a/b/hall', true],
    ['a/+/hall', 'a/b/c', false],
    ['lights/#', 'lights/w1/set', true],
  ])('%s means %s: %s', (filter, topic, expected) => {
    expect(topicMatches(filter, topic)).toBe(expected);
  });
});

describe('what BlueZ tells of', () => {
  const variant = (type: string, value: unknown): unknown => [[{ type, child: [] }], [value]];
  const signal = (path: string, changed: [string, unknown][]) => ({
    path,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'PropertiesChanged',
    body: ['org.bluez.Device1', changed, []],
  });
  const path = '/org/bluez/hci0/dev_A4_C1_38_0E_4D_11';

  it('is an advertisement where it has a strength', () => {
    const told = signal(path, [['RSSI', variant('n', -67)]]);
    expect(advertIn(told, 'hci0')).toEqual({ keys: ['a4:c1:38:0e:4d:11'], rssi: -67 });
    expect(advertIn(told, 'hci1')).toBeNull();
    expect(advertIn(signal(path, [['Connected', variant('b', true)]]), 'hci0')).toBeNull();
  });

  it('names an iBeacon by what Apple’s part of it says', () => {
    const data = Buffer.from('0215e5ca1adef007ba11000000000000000000640007c5', 'hex');
    const manufacturers = variant('a', [['76', variant('a', data)]]);
    const told = signal(path, [
      ['RSSI', variant('n', -67)],
      ['ManufacturerData', manufacturers],
    ]);
    expect(advertIn(told, 'hci0')?.keys).toHaveLength(2);
  });
});

describe('the tools of libgpiod', () => {
  const line = { chip: 'gpiochip0', line: 17, activeLow: true, pull: 'up' } as const;

  it.each([
    ['gpiomon (libgpiod) v1.6.3\nCopyright (C) 2017', 1],
    ['gpiomon (libgpiod) v2.2.1', 2],
    ['gpiomon (libgpiod) v3.0', null],
    ['', null],
  ])('%j is version %j', (said, version) => {
    expect(readVersion(said)).toBe(version);
  });

  it('are called as each version wants it', () => {
    expect(callsOf(1, line).gpiomon).toEqual([
      '--active-low',
      '--bias=pull-up',
      '--line-buffered',
      '--format=%e',
      'gpiochip0',
      '17',
    ]);
    expect(callsOf(2, line).gpiomon).toContain('--chip=gpiochip0');
    expect(callsOf(2, line).gpioget).toContain('--numeric');
  });

  it('say a falling edge each in its own way', () => {
    expect([readEdge(1, '0'), readEdge(2, '2')]).toEqual([false, false]);
    expect([readEdge(1, '2'), readEdge(2, '0')]).toEqual([null, null]);
    expect([readEdge(1, '1\n'), readEdge(2, '1')]).toEqual([true, true]);
  });
});

describe('what lights are told', () => {
  it('is a colour in the words of their program', () => {
    const [{ colour } = { colour: null }] = lamps(['w1', '#d55e00']);
    expect(JSON.parse(lightCommand('zigbee2mqtt', colour))).toEqual({
      state: 'ON',
      brightness: 254,
      color: { hex: '#d55e00' },
    });
    expect(JSON.parse(lightCommand('esphome', colour))).toMatchObject({
      color: { r: 213, g: 94, b: 0 },
    });
    expect(JSON.parse(lightCommand('homeassistant', null))).toEqual({ state: 'OFF' });
  });

  it('is a line with the colour of each lamp', () => {
    expect(lampsLine(lamps(['w2', '#d55e00']), ['w1', 'w2'])).toBe('L 000000 d55e00');
  });

  it('is a stretch of a strip, which people who pass it share', () => {
    const strip = {
      url: 'http://10.0.0.9',
      lamps: { w1: { from: 0, count: 10 }, w2: { from: 10, count: 5 } },
    };
    const lit = lamps(['w1', '#d55e00'], ['w1', '#0072b2'], ['w9', '#009e73']);
    expect(litStretches(lit, strip)).toEqual([
      [0, 5, 'D55E00'],
      [5, 10, '0072B2'],
    ]);
    expect(wledState([], strip)).toMatchObject({ seg: { i: [0, 15, '000000'] } });
  });
});
