import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { waitUntil } from '@nanoedge/base/testing';
import { flood, floodCount, forgedDatagram, randomDatagram } from '@nanoedge/coap/testing';
import { expect, it, onTestFinished } from 'vitest';
import { call, presence, startGateway } from '../support/gateway-ground.ts';

const count = floodCount(process.env['NANOEDGE_SOAK'] === '1');

/** What may be left of a flood, in bytes; if all 5,000 datagrams of the shortest were, 400 kB. */
const mayStay = 200 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const held = (): number => {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/** Asks for `/health` as anybody may, without a client that would remember it. */
const healthAsker = async (port: number): Promise<() => Promise<void>> => {
  const socket = createSocket('udp4');
  socket.connect(port, '127.0.0.1');
  await once(socket, 'connect');
  onTestFinished(() => void socket.close());
  let id = 0;
  return async () => {
    id = (id + 1) & 0xffff;
    const header = Buffer.from([0x40, 1, id >> 8, id & 255, 0xb6]);
    const answer = once(socket, 'message', { signal: AbortSignal.timeout(5_000) });
    socket.send(Buffer.concat([header, Buffer.from('health')]));
    const [datagram] = (await answer) as [Buffer];
    expect(datagram).toEqual(Buffer.from([0x60, 0x45, id >> 8, id & 255]));
  };
};

it.each(['noise', 'forged'] as const)(
  `the gateway lives through ${count.toLocaleString('en')} datagrams (%s) and amplifies none`,
  async (kind) => {
    const { door, events } = await startGateway();
    const url = `coap://127.0.0.1:${String(door.port)}`;
    const id = door.key?.ownId ?? Buffer.alloc(0);
    const datagram = kind === 'noise' ? randomDatagram : forgedDatagram(id);
    const answers = await healthAsker(door.port);
    // What is made once is not of the flood
    await flood(url, { count: 5_000, datagram }, answers);
    const before = held();
    const { sent, answered, worst } = await flood(url, { count, datagram }, answers);
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThan(sent);
    expect(worst).toBeLessThanOrEqual(3);
    await waitUntil('as little memory as before', () => held() - before < mayStay);
    // The agent itself may tell of an attack
    expect(events.splice(0).filter(({ source }) => source.deployment !== null)).toEqual([]);
    const told = await call(door, { method: 'POST', path: '/events', body: presence() });
    expect(told.code).toBe('2.04');
    expect(events.map(({ type }) => type)).toContain('presence.detected');
  },
);
