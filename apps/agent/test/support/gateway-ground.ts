import { createSocket } from 'node:dgram';
import { containerSecrets, labels, systemClock } from '@nanoedge/base';
import {
  asking,
  CoapClient,
  type IncomingMessage,
  KeyRing,
  type Pairing,
  subkey,
  udp,
} from '@nanoedge/coap';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import {
  type Capabilities,
  type DeploymentId,
  type DeploymentSpec,
  type Digest,
  type OutboxEvent,
  parse,
  Roster,
  ThingSpec,
} from '@nanoedge/protocol';
import { FakeEngine } from '../../src/engine/fake.ts';
import { containerSpec } from '../../src/engine/container-spec.ts';
import { ContainerKeys } from '../../src/store/container-keys.ts';
import { Gateway } from '../../src/edge/gateway/gateway.ts';
import { DeviceClock } from '../../src/time/device-clock.ts';
import { Speakers } from '../../src/edge/gateway/speakers.ts';
import type { Speaker } from '../../src/edge/gateway/speakers.ts';
import { thingPorts } from './drivers/thing-ports.ts';
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

/** Where the gateway is, and as whom it is asked; `key` null: without any proof. */
export interface Door {
  port: number;
  key: Pairing | null;
}

/** How the owner of a container's key file asks. */
const keyOfFile = (text: string): Pairing =>
  asking(subkey(Buffer.from(text, 'hex'), containerSecrets.toAgent), 'gateway');

/** What a deployment may do of which a test says nothing else. */
const everything: Capabilities = {
  things: {
    motion: 'write',
    ble: 'write',
    lights: 'write',
    screen: 'write',
    toaster: 'write',
  } as Capabilities['things'],
  events: ['presence.detected'],
  content: true,
};

/** A gateway on a port of its own, and `door` for the one service that it knows. */
export const startGateway = async () => {
  const port = await freePort();
  const engine = new FakeEngine(device);
  engine.addImage(anImage.reference, { id: anImage.id, bytes: 1 });
  const keys = new ContainerKeys(Buffer.alloc(32, 1));
  const speakers = new Speakers(engine, keys);
  /** Makes a container as the reconciler does, without telling the gateway of it. */
  const make = async (
    spec: DeploymentSpec,
  ): Promise<{ speaker: Speaker; id: string; door: Door }> => {
    const { id, secret } = keys.make();
    const made = containerSpec(spec, { device, address: '127.0.0.1' });
    const own = { ...made.labels, [labels.key]: id };
    const container = await engine.create({ ...made, secret, labels: own });
    await engine.start(container);
    const speaker = { container, deployment: spec.id, nanoservice: spec.nanoservice };
    return { speaker, id, door: { port, key: keyOfFile(secret) } };
  };
  const { door, speaker } = await make(deployment);
  const { container } = speaker;
  const allowed = new Map<DeploymentId, Capabilities>();
  const events: { source: OutboxEvent['source']; type: string }[] = [];
  const world = new World(systemClock);
  const things = new Things(thingPorts({ world, random: Math.random }));
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
    speakers,
    setScreen: async (screen, state) => {
      if (state.mode === 'content') return 'the meeting is over';
      screen.write(state);
      return null;
    },
    thing: (name) => things.get(name),
    roster: (id) => (id === deployment.id ? roster : 'withheld'),
    capabilities: (id) => allowed.get(id) ?? everything,
    content: async (digest: Digest) => (digest.endsWith('0'.repeat(64)) ? storedContent : null),
    append: (source, body) => void events.push({ source, type: body.type }),
  });
  await gateway.listen('127.0.0.1');
  onTestFinished(async () => {
    things.stop();
    await gateway.close();
  });
  return { gateway, door, allowed, speakers, make, world, events, engine, container, roster };
};

interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  body?: string;
  observe?: boolean;
}

const urlOf = ({ port }: Door): string => `coap://127.0.0.1:${String(port)}`;

/** A client that asks as the container of `door` does. */
export const clientOf = (door: Door, heard: (datagram: Buffer) => void = () => {}): CoapClient => {
  const open = () => {
    const socket = udp.open();
    socket.on('message', heard);
    return socket;
  };
  const keys = door.key === null ? {} : { keys: new KeyRing(new Map([[urlOf(door), door.key]])) };
  const client = new CoapClient({ transport: { open }, ...keys });
  onTestFinished(() => client.close());
  return client;
};

/** Asks the gateway as `client` does; an observer reads what follows from the answer. */
export const send = (
  client: CoapClient,
  door: Door,
  { method = 'GET', path, body, observe = false }: Call,
): Promise<IncomingMessage> =>
  client.exchange(
    {
      url: urlOf(door),
      path,
      method,
      body: body === undefined ? undefined : Buffer.from(body),
    },
    observe,
  );

/** Asks the gateway once. */
export const call = async (
  door: Door,
  options: Call,
): Promise<{ code: string; body: unknown; text: string }> => {
  const response = await send(clientOf(door), door, options);
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
