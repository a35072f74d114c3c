import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse, StoredEvent } from '@nanoedge/protocol';
import { golden } from '@nanoedge/protocol/golden';
import { type Namespace, Server } from 'socket.io';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LiveLink } from './live-link.ts';

const event = (id: number): StoredEvent =>
  parse(StoredEvent, { ...Object(golden('StoredEvent').valid[0]), id }, 'an event');
const device = {
  device: 'closet',
  connected: true,
  since: 1000,
  address: null,
  displayUrl: null,
  desiredRevision: 3,
  reported: null,
  heardAt: null,
  engineSeenAt: null,
  saidAt: 2000,
};

interface Answer {
  ok: boolean;
  value?: { devices: unknown[]; events: StoredEvent[]; more: boolean };
}

interface Asked {
  site: string;
  after: number;
}

let http: ReturnType<typeof createServer>;
let server: Server;
let namespace: Namespace;
let asked: Asked[];
let answer: (asked: Asked) => Answer;
let cookies: (string | undefined)[];
let ending: AbortController;
let told: string[];

/** What the dashboard has of the site; a subscription brings two events at most. */
const withEvents = (...ids: number[]) => {
  answer = ({ after }) => {
    const missed = ids.filter((id) => id > after);
    const events = missed.slice(0, 2).map(event);
    return { ok: true, value: { devices: [device], events, more: missed.length > 2 } };
  };
};

const follow = (after: number, headers: Record<string, string> = {}): void => {
  const { port } = http.address() as AddressInfo;
  const link = new LiveLink({ url: `http://127.0.0.1:${String(port)}`, headers }, 'demo', {
    events: (events, fresh) =>
      told.push(`${fresh ? 'pushed' : 'missed'} ${events.map(({ id }) => id).join(' ')}`),
    devices: (devices) => told.push(`devices ${devices.map((one) => one.device).join(' ')}`),
    changed: (entity) => told.push(`changed ${entity}`),
    gap: () => told.push('gap'),
    state: (state) => told.push(state),
  });
  link.start(after, ending.signal);
};

const heard = (line: string) => vi.waitFor(() => expect(told).toContain(line), { timeout: 5_000 });

beforeEach(async () => {
  [asked, cookies, told] = [[], [], []];
  ending = new AbortController();
  http = createServer();
  server = new Server(http);
  namespace = server.of('/live');
  namespace.on('connection', (socket) => {
    cookies.push(socket.handshake.headers.cookie);
    socket.on('subscribe', (request: Asked, acknowledge: (answer: Answer) => void) => {
      asked.push(request);
      acknowledge(answer(request));
    });
  });
  await new Promise<void>((ready) => {
    http.listen(0, '127.0.0.1', ready);
  });
});
afterEach(async () => {
  ending.abort();
  await server.close();
});

it('asks until nothing is missed, from the last event it has, and says who it is', async () => {
  withEvents(1, 2, 3, 4, 5);
  follow(1, { cookie: 'session=1' });
  await heard('live');
  expect(told).toEqual(['missed 2 3', 'devices closet', 'missed 4 5', 'devices closet', 'live']);
  expect(asked).toEqual([1, 3].map((after) => ({ site: 'demo', after })));
  expect(cookies).toEqual(['session=1']);
});

it('keeps what is pushed before it has what it missed for afterwards, and tells each event once', async () => {
  withEvents(1, 2);
  const whole = answer;
  answer = (request) => {
    namespace.emit('events', { events: [event(3), event(2)] });
    return whole(request);
  };
  follow(0);
  await heard('live');
  namespace.emit('events', { events: [event(5), event(4), event(3)] });
  await heard('pushed 4 5');
  expect(told.filter((line) => /pushed|missed/.test(line))).toEqual([
    'missed 1 2',
    'pushed 3',
    'pushed 4 5',
  ]);
});

it('hands on devices and changes, and leaves what no schema takes', async () => {
  withEvents();
  follow(0);
  await heard('live');
  namespace.emit('device', { ...device, connected: 'perhaps' });
  namespace.emit('changed', { entity: 'weather' });
  namespace.emit('events', { events: [{ id: 1 }] });
  namespace.emit('device', { ...device, device: 'room' });
  namespace.emit('changed', { entity: 'runs' });
  await heard('changed runs');
  expect(told).toEqual(['devices closet', 'live', 'devices room', 'changed runs']);
});

it('comes back after it was dropped, brings what it missed and says that there was a gap', async () => {
  withEvents(1);
  follow(0);
  await heard('live');
  withEvents(1, 2);
  namespace.disconnectSockets();
  await heard('gap');
  expect(told.slice(3)).toEqual(['lost', 'missed 2', 'devices closet', 'gap', 'live']);
  expect(asked.at(-1)).toEqual({ site: 'demo', after: 1 });
});

it('says that it is refused, at the door and at the subscription', async () => {
  answer = () => ({ ok: false });
  follow(0);
  await heard('refused');
  expect(told).toEqual(['refused']);
  namespace.use((_socket, admit) => admit(new Error('You are not signed in.')));
  told = [];
  follow(0);
  await heard('refused');
  expect(told).toEqual(['refused']);
});

it('ends with its signal', async () => {
  withEvents();
  follow(0);
  await heard('live');
  ending.abort();
  await vi.waitFor(async () => expect(await namespace.fetchSockets()).toEqual([]));
});
