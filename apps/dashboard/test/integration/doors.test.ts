import { once } from 'node:events';
import { type CloseEvent, WebSocket } from 'undici';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mostPages, mostUnproven } from '../../src/server/socket/doors.ts';
import { runDashboard } from './support/dashboard.ts';
import { LinkLab, sighting } from './support/link-lab.ts';

let lab: LinkLab;
beforeAll(async () => {
  const dashboard = await runDashboard(undefined, { trustedProxies: ['127.0.0.1'] });
  const [alice, admin] = [await dashboard.signIn('alice'), await dashboard.signIn('admin')];
  lab = new LinkLab(dashboard, { alice, admin });
});
afterAll(() => lab.close());

/** A connection from an address that says nothing; null: it may not come. */
const connect = async (address: string): Promise<WebSocket | null> => {
  const url = `${lab.dashboard.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
  const socket = new WebSocket(url, { headers: { 'x-forwarded-for': address } });
  const opened = once(socket, 'open').then(() => true);
  return (await Promise.race([opened, once(socket, 'error').then(() => false)])) ? socket : null;
};

const closed = async (socket: WebSocket | null): Promise<unknown> => {
  if (socket === null) return 'never open';
  const [event] = (await once(socket, 'close')) as [CloseEvent];
  return event.code;
};

const end = async (socket: WebSocket | null): Promise<void> => {
  const ended = closed(socket);
  socket?.close();
  await ended;
};

it('only so many connections of one address wait to say who they are, and others come', async () => {
  const address = '198.51.100.7';
  const waiting = await Promise.all(Array.from({ length: mostUnproven }, () => connect(address)));
  expect(waiting).not.toContain(null);
  expect(await connect(address)).toBeNull();
  const other = await connect('198.51.100.8');
  expect(other).not.toBeNull();
  const [first, ...others] = waiting;
  await end(first ?? null);
  const next = await connect(address);
  expect(next).not.toBeNull();
  await Promise.all([other, next, ...others].map(end));
});

it('who has proven nothing says no more than 4 kB; a device does', async () => {
  const stranger = await connect('198.51.100.9');
  const ended = closed(stranger);
  stranger?.send(`40/agents,${JSON.stringify({ device: 'x'.repeat(5_000) })}`);
  expect(await ended).toBe(1009);
  const { socket } = await lab.agent('entrance');
  const events = Array.from({ length: 100 }, (_, index) => sighting(index + 1));
  expect(JSON.stringify(events).length).toBeGreaterThan(10_000);
  expect(await socket.emitWithAck('events', { events })).toMatchObject({ ok: true });
});

it('one account has only so many pages open, which takes none from another', async () => {
  const pages = await Promise.all(Array.from({ length: mostPages }, () => lab.browse(lab.alice)));
  expect(pages).toHaveLength(mostPages);
  await expect(lab.browse(lab.alice)).rejects.toThrow('too many pages');
  await expect(lab.browse(lab.admin)).resolves.toBeDefined();
});
