import type { LightsState } from '@nanoedge/protocol';
import * as z from 'zod';
import { makeBroker } from './broker.ts';
import { type NamedRig, nothing, real, simulated } from './rig.ts';
import { makeSerial } from './serial-pair.ts';
import { makeWled } from './wled-peer.ts';

const lightBehindBroker = (format: string, read: (body: string) => string | null): NamedRig =>
  real(`MQTT as ${format} takes it`, async () => {
    const broker = await makeBroker();
    const told = await broker.listen('lights/#');
    const lamps = { w1: 'lights/w1/set', w2: 'lights/w2/set' };
    return {
      ...nothing,
      spec: { kind: 'lights', driver: 'mqtt', settings: { broker: 'house', format, lamps } },
      brokers: [broker.broker],
      shown: (waypoint) => read(told.get(`lights/${waypoint}/set`) ?? '{}'),
      cut: broker.stop,
      heal: async () => {
        await broker.start();
        await broker.listen('lights/#');
      },
      problem: 'broker-unreachable',
      end: broker.stop,
    };
  });

const Command = z.object({
  state: z.enum(['ON', 'OFF']).default('OFF'),
  color: z
    .union([
      z.object({ hex: z.string() }),
      z.object({ r: z.number(), g: z.number(), b: z.number() }),
    ])
    .optional(),
});

const hexOf = (value: number): string => value.toString(16).padStart(2, '0');

/** The colour that a command of Zigbee2MQTT, ESPHome or Home Assistant asks for. */
const commanded = (body: string): string | null => {
  const { state, color } = Command.parse(JSON.parse(body));
  if (state === 'OFF' || color === undefined) return null;
  return 'hex' in color ? color.hex.slice(1) : [color.r, color.g, color.b].map(hexOf).join('');
};

const simulatedLights = simulated(() => {
  let lights: LightsState['lamps'] = [];
  return {
    ...nothing,
    spec: { kind: 'lights', driver: 'simulated' },
    watch: (state) => (lights = state.kind === 'lights' ? state.lamps : []),
    shown: (waypoint) => lights.find((lamp) => lamp.waypoint === waypoint)?.colour.slice(1) ?? null,
    end: () => undefined,
  };
});

const wled = real('WLED', async () => {
  const peer = await makeWled(30);
  const first: Record<string, number> = { w1: 0, w2: 10 };
  return {
    ...nothing,
    spec: {
      kind: 'lights',
      driver: 'wled',
      settings: {
        url: peer.url,
        lamps: { w1: { from: 0, count: 10 }, w2: { from: 10, count: 20 } },
      },
    },
    shown: (waypoint) => {
      const led = peer.leds()[first[waypoint] ?? 0]?.toLowerCase();
      return led === undefined || led === '000000' ? null : led;
    },
    cut: peer.stop,
    heal: peer.start,
    problem: 'peer-unreachable',
    end: peer.stop,
  };
});

const serialLights = real('an Arduino behind a serial port', async () => {
  const serial = await makeSerial();
  return {
    ...nothing,
    spec: {
      kind: 'lights',
      driver: 'serial',
      settings: { port: serial.port, lamps: ['w1', 'w2'] },
    },
    shown: (waypoint) => {
      const [, ...colours] = serial.told().at(-1)?.split(' ') ?? [];
      const colour = colours[waypoint === 'w1' ? 0 : 1];
      return colour === undefined || colour === '000000' ? null : colour;
    },
    cut: serial.unplug,
    heal: serial.plugIn,
    problem: 'no-port',
    end: serial.unplug,
  };
});

/** Every driver of guidance lights, each with what is behind it. */
export const lightRigs: readonly NamedRig[] = [
  simulatedLights,
  wled,
  serialLights,
  lightBehindBroker('zigbee2mqtt', commanded),
  lightBehindBroker('esphome', commanded),
  lightBehindBroker('homeassistant', commanded),
];
