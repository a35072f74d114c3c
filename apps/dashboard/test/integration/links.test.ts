import {
  agentLinkVersion,
  type DeviceStatus,
  liveLink,
  parse,
  type StoredEvent,
  StoredEvent as StoredEventSchema,
} from '@nanoedge/protocol';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import {
  connectAgent,
  enrol,
  makeKey,
  prove,
  type TestAgent,
  type TestKey,
} from './support/agent.ts';
import { type RunningDashboard, runDashboard } from './support/dashboard.ts';

let dashboard: RunningDashboard;
let alice: string;
let admin: string;
const sockets: Socket[] = [];

beforeAll(async () => {
  dashboard = await runDashboard();
  alice = await dashboard.signIn('alice');
  admin = await dashboard.signIn('admin');
});
afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await dashboard.stop();
});

const keys = new Map<string, TestKey>();
/** The agent of a device of the demo site; it enrols at its first use. */
const agent = async (name: string): Promise<TestAgent> => {
  const connected = await connectAgent(dashboard.url, name, keys.get(name));
  keys.set(name, connected.key);
  sockets.push(connected.socket);
  return connected;
};

const SubscribeAck = z.object({ ok: z.literal(true), value: liveLink.subscribe.answer });

const browse = async (cookie: string, headers: Record<string, string> = {}) => {
  const socket = io(`${dashboard.url}/live`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { cookie, ...headers },
  });
  sockets.push(socket);
  const seen: { events: StoredEvent[]; devices: DeviceStatus[]; changed: string[] } = {
    events: [],
    devices: [],
    changed: [],
  };
  socket.on('events', (message: { events: StoredEvent[] }) => seen.events.push(...message.events));
  socket.on('device', (status: DeviceStatus) => seen.devices.push(status));
  socket.on('changed', ({ entity }: { entity: string }) => seen.changed.push(entity));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  const subscribe = async (after = 0) =>
    parse(SubscribeAck, await socket.emitWithAck('subscribe', { site: 'demo', after }), 'subscribe')
      .value;
  return { socket, seen, subscribe };
};

const sighting = (seq: number) => ({
  seq,
  source: { deployment: null, nanoservice: null },
  body: {
    type: 'sighting',
    at: Date.now(),
    zone: 'entrance',
    key: 'c0:ff:ee:00:00:02',
    rssi: -60,
    journey: null,
  },
});

describe('enrolling', () => {
  it('takes a join key once, and again only from the agent that used it', async () => {
    const key = makeKey();
    const answer = await enrol(dashboard.url, 'corridor', key);
    expect(await answer.json()).toEqual({ device: 'corridor', site: 'demo' });
    expect((await enrol(dashboard.url, 'corridor', key)).status).toBe(200);
    expect((await enrol(dashboard.url, 'corridor', makeKey())).status).toBe(403);
    expect((await enrol(dashboard.url, 'nobody-expects-this', makeKey())).status).toBe(403);
  });

  it('refuses what is no Ed25519 key and what is no enrolment at all', async () => {
    const garbage = { ...makeKey(), publicKey: 'A'.repeat(59) };
    expect((await enrol(dashboard.url, 'room', garbage)).status).toBe(400);
    expect((await dashboard.post('/api/agents/enrol', { joinKey: 'short' })).status).toBe(400);
  });
});

describe('the agents’ link', () => {
  it('gives desired state to an agent that proves its key, and nothing to one that does not', async () => {
    const entrance = await agent('entrance');
    expect(entrance.hello.desired.deployments.map(({ name }) => name)).toEqual([
      'bluetooth-scanner-entrance',
      'presence-detection-entrance',
    ]);
    const impostor = await prove(dashboard.url, 'entrance', makeKey());
    sockets.push(impostor.socket);
    expect(impostor.answer).toMatchObject({ ok: false });
    await vi.waitFor(() => expect(impostor.socket.connected).toBe(false));
    expect(entrance.socket.connected).toBe(true);
  });

  it('refuses events before the proof, and drops who sends them', async () => {
    const socket = io(`${dashboard.url}/agents`, {
      auth: { device: 'entrance', linkVersion: agentLinkVersion },
      transports: ['websocket'],
      forceNew: true,
    });
    sockets.push(socket);
    expect(await socket.emitWithAck('events', { events: [sighting(1)] })).toMatchObject({
      ok: false,
    });
    await vi.waitFor(() => expect(socket.connected).toBe(false));
  });

  it('refuses an agent of another link version by name', async () => {
    const socket = io(`${dashboard.url}/agents`, {
      auth: { device: 'entrance', linkVersion: 99 },
      transports: ['websocket'],
      forceNew: true,
    });
    sockets.push(socket);
    const error = await new Promise<Error>((resolve) => socket.once('connect_error', resolve));
    expect(error.message).toContain('version 1');
  });

  it('keeps the newer of two links of one device', async () => {
    const first = await agent('closet');
    const second = await agent('closet');
    await vi.waitFor(() => expect(first.socket.connected).toBe(false));
    expect(second.socket.connected).toBe(true);
    const { devices } = await (await browse(alice)).subscribe();
    expect(devices.find(({ device }) => device === 'closet')?.connected).toBe(true);
  });

  it('tells a device the addresses of its peers as soon as they are known', async () => {
    const closet = await agent('closet');
    expect(
      closet.hello.desired.deployments.find(({ name }) => name === 'main-controller')?.peers,
    ).not.toHaveProperty('meeting-room');
    const room = await agent('room');
    await vi.waitFor(() =>
      expect(
        closet.desired.at(-1)?.deployments.find(({ name }) => name === 'main-controller')?.peers,
      ).toMatchObject({
        'meeting-room': 'coap://10.0.0.4:5705',
        'authentication-engine': 'coap://authentication-engine:5683',
      }),
    );
    expect(
      room.hello.desired.deployments.find(({ name }) => name === 'bluetooth-scanner-room')?.peers,
    ).toEqual({
      'main-controller': 'coap://10.0.0.6:5701',
    });
  });

  it('answers a bad message with what is wrong with it and stays connected', async () => {
    const entrance = await agent('entrance');
    expect(await entrance.socket.emitWithAck('events', { events: [{ seq: 0 }] })).toMatchObject({
      ok: false,
      error: expect.stringContaining('events'),
    });
    expect(entrance.socket.connected).toBe(true);
  });

  it('lets a device fetch what its desired state names, and only that, signed and fresh', async () => {
    const upload = new FormData();
    upload.set('file', new File(['# Agenda'], 'agenda.md', { type: 'text/markdown' }));
    const uploaded = await fetch(`${dashboard.url}/api/content`, {
      method: 'POST',
      headers: { cookie: alice, origin: dashboard.url },
      body: upload,
    });
    expect(uploaded.status).toBe(201);
    const { digest } = z.object({ digest: z.string() }).parse(await uploaded.json());
    const room = await agent('room');
    expect((await room.fetchContent(dashboard.url, digest)).status).toBe(404);
    await dashboard.post(
      '/api/trpc/meetings.create',
      {
        site: 'demo',
        title: 'Budget',
        room: 'aurora',
        startsAt: Date.now(),
        endsAt: Date.now() + 3_600_000,
        participants: ['bob'],
        content: [{ kind: 'file', name: 'agenda.md', digest }],
      },
      { cookie: alice, origin: dashboard.url },
    );
    await vi.waitFor(() => expect(room.desired.at(-1)?.content).toContain(digest));
    expect(await (await room.fetchContent(dashboard.url, digest)).text()).toBe('# Agenda');
    const manifest = room.desired.at(-1)?.display?.meetings[0]?.content ?? '';
    expect(await (await room.fetchContent(dashboard.url, manifest)).json()).toMatchObject({
      items: [{ kind: 'markdown', digest }],
    });
    expect((await room.fetchContent(dashboard.url, digest, Date.now() - 6 * 60_000)).status).toBe(
      403,
    );
    const closet = await agent('closet');
    expect((await closet.fetchContent(dashboard.url, digest)).status).toBe(404);
  });
});

describe('the browsers’ link', () => {
  it('is closed to who is not signed in, and to pages of other origins', async () => {
    await expect(browse('')).rejects.toThrow('not signed in');
    await expect(browse(alice, { origin: 'https://elsewhere.example' })).rejects.toThrow(/error/);
  });

  it('pushes an event to the page with its key only for an administrator, and resumes from a cursor', async () => {
    const entrance = await agent('entrance');
    const forAdmin = await browse(admin, { origin: dashboard.url });
    const forAlice = await browse(alice);
    await forAdmin.subscribe();
    await forAlice.subscribe();
    expect(
      await entrance.socket.emitWithAck('events', { events: [sighting(1), sighting(2)] }),
    ).toEqual({
      ok: true,
      value: { ackedSeq: 2 },
    });
    await vi.waitFor(() => expect(forAdmin.seen.events).toHaveLength(2));
    await vi.waitFor(() => expect(forAlice.seen.events).toHaveLength(2));
    expect(forAdmin.seen.events[0]?.body).toMatchObject({ key: 'c0:ff:ee:00:00:02' });
    expect(forAlice.seen.events[0]?.body).toMatchObject({ key: 'c0...02' });
    for (const event of forAlice.seen.events) parse(StoredEventSchema, event, 'pushed event');
    const first = forAlice.seen.events[0]?.id ?? 0;
    const resumed = await (await browse(alice)).subscribe(first);
    expect(resumed.events.map(({ seq }) => seq)).toEqual([2]);
    expect(resumed.more).toBe(false);
  });

  it('shows at once that a device is gone, and its services as unknown from then on', async () => {
    const entrance = await agent('entrance');
    await entrance.report();
    const page = await browse(alice);
    await page.subscribe();
    const before = await matrix();
    expect(before.find(({ device }) => device === 'entrance')?.status).toMatchObject({
      kind: 'known',
      service: { state: 'answering' },
    });
    entrance.socket.disconnect();
    await vi.waitFor(() =>
      expect(page.seen.devices.at(-1)).toMatchObject({ device: 'entrance', connected: false }),
    );
    const after = await matrix();
    expect(after.find(({ device }) => device === 'entrance')?.status).toMatchObject({
      kind: 'unknown',
      last: { state: 'answering' },
    });
  });

  it('lets an administrator’s simulated person reach every connected agent', async () => {
    const room = await agent('room');
    const walk = (cookie: string) =>
      dashboard.post(
        '/api/trpc/simulation.walk',
        { site: 'demo', walker: 'bob', pace: 4 },
        { cookie, origin: dashboard.url },
      );
    expect((await walk(alice)).status).toBe(403);
    expect((await walk(admin)).status).toBe(200);
    expect(room.simulated).toMatchObject([
      {
        kind: 'walk',
        walker: 'bob',
        keys: ['c0:ff:ee:00:00:02'],
        legs: [
          { zone: 'entrance', fromMs: 0, untilMs: 1000 },
          { zone: 'corridor', fromMs: 1000, untilMs: 3500 },
          { zone: 'aurora', fromMs: 3500, untilMs: null },
        ],
      },
    ]);
  });
});

const Cells = z.object({
  result: z.object({
    data: z.object({ deployments: z.array(z.object({ device: z.string(), status: z.unknown() })) }),
  }),
});
const matrix = async () => {
  const answer = await fetch(
    `${dashboard.url}/api/trpc/nanoservices.matrix?input=${encodeURIComponent('{"site":"demo"}')}`,
    {
      headers: { cookie: alice },
    },
  );
  return Cells.parse(await answer.json()).result.data.deployments;
};
