import { createSocket } from 'node:dgram';
import { systemClock } from '@nanoedge/base';
import { CoapClient, type IncomingMessage, udp } from '@nanoedge/coap';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { Roster, ThingSpec, parse, type Digest, type OutboxEvent } from '@nanoedge/protocol';
import { FakeEngine } from '../../src/engine/fake.ts';
import { containerSpec } from '../../src/engine/container-spec.ts';
import { Gateway } from '../../src/edge/gateway/gateway.ts';
import { DeviceClock } from '../../src/time/device-clock.ts';
import { Speakers } from '../../src/edge/gateway/speakers.ts';
import { Things } from '../../src/edge/things/things.ts';
import { World } from '../../src/edge/things/simulation/world.ts';
import { aDeployment, anImage } from './builders.ts';

export const device = 'device-1';
export const deployment = aDeployment();
const specs = ['motion', 'ble', 'lights', 'screen'].map((kind) =>
  parse(ThingSpec, { name: kind, kind, zone: 'entrance', driver: 'simulated' }, 'thing'),
);

/** What is stored under the digest of zeros, more than one block. */
export const storedContent = Buffer.from(
  JSON.stringify({
    meeting: 'm',
    items: Array.from({ length: 60 }, (_, n) => ({
      kind: 'link',
      name: `n${n}`,
      url: 'https://example.org/',
    })),
  }),
);

/** A port that nobody uses now. */
const freePort = async (): Promise<number> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });

/** A gateway on a port of its own that knows one service, at 127.0.0.2. */
export const startGateway = async () => {
  const port = await freePort();
  const engine = new FakeEngine(device);
  engine.addImage(anImage.reference, { id: anImage.id, bytes: 1 });
  // The fake gives containers 127.0.0.2, 127.0.0.3 …: the first one is our known speaker
  const container = await engine.create(
    containerSpec(deployment, { device, address: '127.0.0.1' }),
  );
  await engine.start(container);
  const events: { source: OutboxEvent['source']; type: string }[] = [];
  const world = new World(systemClock);
  const things = new Things({
    clock: systemClock,
    world,
    random: Math.random,
    onFired: () => undefined,
    onScreen: () => undefined,
  });
  things.assign(specs);
  const roster = parse(
    Roster,
    {
      revision: 7,
      meetings: [],
      people: Array.from({ length: 30 }, (_, n) => ({
        id: `p${n}`,
        name: `Person ${n}`,
        initials: 'P',
        colour: '#e69f00',
        keys: [`k${n}`],
      })),
    },
    'roster',
  );
  const gateway = new Gateway({
    clock: new DeviceClock(systemClock),
    log: pino({ level: 'silent' }),
    port,
    speakers: new Speakers(engine, systemClock),
    thing: (name) => things.get(name),
    roster: (id) => (id === deployment.id ? roster : 'withheld'),
    content: async (digest: Digest) => (digest.endsWith('0'.repeat(64)) ? storedContent : null),
    append: (source, body) => void events.push({ source, type: body.type }),
  });
  await gateway.listen('127.0.0.1');
  onTestFinished(async () => {
    things.stop();
    await gateway.close();
  });
  return { gateway, port, world, events, engine, container, roster };
};

interface Call {
  from?: string;
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  body?: string;
  observe?: boolean;
}

/** A client that speaks from an address as a container does from its own. */
export const clientAt = (
  address: string,
  heard: (datagram: Buffer) => void = () => {},
): CoapClient => {
  const open = () => {
    const socket = udp.open();
    socket.bind(0, address);
    socket.on('message', heard);
    return socket;
  };
  const client = new CoapClient({ transport: { open } });
  onTestFinished(() => client.close());
  return client;
};

/** Asks the gateway as `client` does; an observer reads what follows from the answer. */
export const send = (
  client: CoapClient,
  port: number,
  { method = 'GET', path, body, observe = false }: Call,
): Promise<IncomingMessage> =>
  client.exchange(
    {
      url: `coap://127.0.0.1:${port}`,
      path,
      method,
      body: body === undefined ? undefined : Buffer.from(body),
    },
    observe,
  );

/** Asks the gateway once, from the known service's address unless another is given. */
export const call = async (
  port: number,
  options: Call,
): Promise<{ code: string; body: unknown; text: string }> => {
  const response = await send(clientAt(options.from ?? '127.0.0.2'), port, options);
  const text = response.payload.toString();
  let body: unknown = null;
  try {
    body = JSON.parse(text);
  } catch {
    // Not every answer has a body
  }
  return { code: response.code, text, body };
};

export const presence = () =>
  JSON.stringify({ type: 'presence.detected', at: Date.now(), zone: 'entrance' });
