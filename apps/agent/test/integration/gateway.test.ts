import { createSocket } from 'node:dgram';
import { randomBytes } from 'node:crypto';
import { systemClock } from '@nanoedge/base';
import { CoapClient, type IncomingMessage, type ObserveReadStream, udp } from '@nanoedge/coap';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  Roster,
  ThingSpec,
  parse,
  type Digest,
  type OutboxEvent,
  type SimulateCommand,
} from '@nanoedge/protocol';
import { FakeEngine } from '../../src/engine/fake.ts';
import { containerSpec } from '../../src/engine/container-spec.ts';
import { Gateway, observerLimit } from '../../src/edge/gateway/gateway.ts';
import { Speakers } from '../../src/edge/gateway/speakers.ts';
import { Things } from '../../src/edge/things/things.ts';
import { World } from '../../src/edge/things/simulation/world.ts';
import { aDeployment, anImage } from '../support/builders.ts';

const device = 'device-1';
const deployment = aDeployment();
const specs = ['motion', 'ble', 'lights', 'screen'].map((kind) =>
  parse(ThingSpec, { name: kind, kind, zone: 'entrance', driver: 'simulated' }, 'thing'),
);
const manifest = Buffer.from(
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

const setUp = async () => {
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
    clock: systemClock,
    log: pino({ level: 'silent' }),
    port,
    speakers: new Speakers(engine, systemClock),
    thing: (name) => things.get(name),
    roster: (id) => (id === deployment.id ? roster : 'withheld'),
    content: async (digest: Digest) => (digest.endsWith('0'.repeat(64)) ? manifest : null),
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
const clientAt = (address: string, heard: (datagram: Buffer) => void = () => {}): CoapClient => {
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

const send = (
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

const call = async (
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

const presence = () =>
  JSON.stringify({ type: 'presence.detected', at: Date.now(), zone: 'entrance' });

describe('the gateway', () => {
  it('takes an event from a service and notes who said it', async () => {
    const { port, events } = await setUp();
    expect(await call(port, { method: 'POST', path: '/events', body: presence() })).toMatchObject({
      code: '2.04',
    });
    expect(events).toEqual([
      {
        source: { deployment: deployment.id, nanoservice: 'presence-detection' },
        type: 'presence.detected',
      },
    ]);
  });

  it('refuses somebody whose address belongs to no container of the device', async () => {
    const { port, events } = await setUp();
    expect(
      await call(port, { from: '127.0.0.9', method: 'POST', path: '/events', body: presence() }),
    ).toMatchObject({
      code: '4.03',
      body: { error: expect.any(String) },
    });
    expect(events).toEqual([]);
  });

  it('knows a service that has just started, once the engine told of it', async () => {
    const { port, engine, gateway } = await setUp();
    const second = aDeployment({ name: 'meeting-room', nanoservice: 'meeting-room' });
    expect(await call(port, { from: '127.0.0.3', path: '/things/motion' })).toMatchObject({
      code: '4.03',
    });
    const container = await engine.create(containerSpec(second, { device, address: '127.0.0.1' }));
    await engine.start(container);
    gateway.containerChanged(container, false);
    expect(await call(port, { from: '127.0.0.3', path: '/things/motion' })).toMatchObject({
      code: '2.05',
    });
    expect(await call(port, { from: '127.0.0.3', path: '/roster' })).toMatchObject({
      code: '4.03',
      body: { error: 'the roster is not for this service; its release must ask for it' },
    });
  });

  it.each([
    ['not JSON', '{', ''],
    ['an unknown type', JSON.stringify({ type: 'nonsense', at: 1 }), 'type'],
    [
      'a time that is not of today',
      JSON.stringify({ type: 'presence.detected', at: 5, zone: 'entrance' }),
      'at',
    ],
    [
      'a zone that is none',
      JSON.stringify({ type: 'presence.detected', at: Date.now(), zone: '' }),
      'zone',
    ],
  ])('answers 4.00 with a diagnostic to %s', async (_, body, field) => {
    const { port } = await setUp();
    const answer = await call(port, { method: 'POST', path: '/events', body });
    expect(answer.code).toBe('4.00');
    expect(answer.body).toMatchObject(
      field === '' ? { error: expect.any(String) } : { error: expect.any(String), field },
    );
  });

  it('serves the roster in blocks to a service that is given it', async () => {
    const { port, roster } = await setUp();
    expect((await call(port, { path: '/roster' })).body).toEqual(roster);
  });

  it('serves stored content by digest, and 4.04 for what is not here', async () => {
    const { port } = await setUp();
    expect((await call(port, { path: `/content/sha256:${'0'.repeat(64)}` })).text).toBe(
      manifest.toString(),
    );
    expect(await call(port, { path: `/content/sha256:${'1'.repeat(64)}` })).toMatchObject({
      code: '4.04',
    });
    expect(await call(port, { path: '/content/../../etc/passwd' })).toMatchObject({ code: '4.04' });
    expect(await call(port, { path: '/content/passwd' })).toMatchObject({ code: '4.00' });
  });

  it('reads and commands things, and refuses what a thing cannot do', async () => {
    const { port } = await setUp();
    const lamps = Array.from({ length: 40 }, (_, n) => ({
      waypoint: `w${n}`,
      colour: '#e69f00',
      arrow: 'left',
      initials: 'BB',
    }));
    expect(
      await call(port, {
        method: 'PUT',
        path: '/things/lights',
        body: JSON.stringify({ kind: 'lights', lamps }),
      }),
    ).toMatchObject({
      code: '2.04',
    });
    expect((await call(port, { path: '/things/lights' })).body).toEqual({ kind: 'lights', lamps });
    expect(
      await call(port, {
        method: 'PUT',
        path: '/things/motion',
        body: '{"kind":"motion","active":true,"at":1}',
      }),
    ).toMatchObject({
      code: '4.05',
    });
    expect(
      await call(port, {
        method: 'PUT',
        path: '/things/lights',
        body: '{"kind":"screen","mode":"idle"}',
      }),
    ).toMatchObject({
      code: '4.05',
    });
    expect(await call(port, { path: '/things/toaster' })).toMatchObject({ code: '4.04' });
    expect(await call(port, { method: 'DELETE', path: '/things/lights' })).toMatchObject({
      code: '4.05',
    });
    expect(await call(port, { path: '/nothing' })).toMatchObject({ code: '4.04' });
  });

  it('notifies an observer of every change until it says that it has enough', async () => {
    const { port, gateway } = await setUp();
    const client = clientAt('127.0.0.2');
    const stream = (await send(client, port, {
      path: '/things/lights',
      observe: true,
    })) as IncomingMessage & ObserveReadStream;
    const seen: unknown[] = [];
    stream.on('data', (data: Buffer) => seen.push(JSON.parse(data.toString())));
    await vi.waitFor(() => expect(seen).toEqual([{ kind: 'lights', lamps: [] }]));
    const lamps = [{ waypoint: 'w', colour: '#e69f00', arrow: 'left', initials: 'BB' }];
    await call(port, {
      method: 'PUT',
      path: '/things/lights',
      body: JSON.stringify({ kind: 'lights', lamps }),
    });
    await vi.waitFor(() => expect(seen.at(-1)).toEqual({ kind: 'lights', lamps }));
    expect(gateway.observerCount).toBe(1);
    stream.close(true);
    await vi.waitFor(() => expect(gateway.observerCount).toBe(0));
  });

  it('tells an observer of a state larger than a datagram in blocks, each state whole', async () => {
    const { port } = await setUp();
    const sizes: number[] = [];
    const observer = clientAt('127.0.0.2', (datagram) => sizes.push(datagram.length));
    const stream = await send(observer, port, { path: '/things/lights', observe: true });
    const seen: unknown[] = [];
    stream.on('data', (data: Buffer) => seen.push(JSON.parse(data.toString())));
    const stateOf = (colour: string) => ({
      kind: 'lights',
      lamps: Array.from({ length: 64 }, (_, n) => ({
        waypoint: `w${n}`,
        colour,
        arrow: 'left',
        initials: 'BB',
      })),
    });
    const states = ['#e69f00', '#56b4e9', '#009e73', '#f0e442', '#0072b2'].map(stateOf);
    for (const state of states)
      expect(
        await call(port, { method: 'PUT', path: '/things/lights', body: JSON.stringify(state) }),
      ).toMatchObject({ code: '2.04' });
    await vi.waitFor(() => expect(seen.at(-1)).toEqual(states.at(-1)));
    for (const state of seen.slice(1)) expect(states).toContainEqual(state);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1_152);
  });

  it('keeps one observation per container and thing, and none of a container that ended', async () => {
    const { port, gateway, container } = await setUp();
    for (let turn = 0; turn < 5; turn += 1)
      await send(clientAt('127.0.0.2'), port, { path: '/things/motion', observe: true });
    await send(clientAt('127.0.0.2'), port, { path: '/things/ble', observe: true });
    expect(gateway.observerCount).toBe(2);
    expect(gateway.observerCount).toBeLessThanOrEqual(observerLimit);
    gateway.containerChanged(container, true);
    expect(gateway.observerCount).toBe(0);
  });

  it('lets a service see a simulated person come in', async () => {
    const { port, world } = await setUp();
    const stream = (await send(clientAt('127.0.0.2'), port, {
      path: '/things/motion',
      observe: true,
    })) as IncomingMessage & ObserveReadStream;
    const seen: boolean[] = [];
    stream.on('data', (data: Buffer) => seen.push(JSON.parse(data.toString()).active));
    const walk = {
      kind: 'walk',
      walker: 'bob',
      keys: ['k1'],
      startAt: Date.now(),
      legs: [{ zone: 'entrance', fromMs: 0, untilMs: null }],
    };
    world.command(walk as SimulateCommand);
    await vi.waitFor(() => expect(seen.slice(0, 3)).toEqual([false, true, false]), {
      timeout: 3_000,
    });
    world.command({ kind: 'clear' });
  });

  it('survives ten thousand random datagrams', async () => {
    const { port, events } = await setUp();
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.2', resolve));
    for (let n = 0; n < 10_000; n += 1) {
      const bytes = randomBytes(1 + (n % 80));
      // Every other one looks like CoAP: version 1, then whatever
      if (n % 2 === 0) bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
      await new Promise<void>((resolve) => socket.send(bytes, port, '127.0.0.1', () => resolve()));
    }
    socket.close();
    expect(await call(port, { method: 'POST', path: '/events', body: presence() })).toMatchObject({
      code: '2.04',
    });
    expect(events.map(({ type }) => type)).toEqual(['presence.detected']);
  });
});
