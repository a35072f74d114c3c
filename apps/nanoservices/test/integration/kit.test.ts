import { systemClock } from '@nanoedge/base';
import {
  BadRequest,
  CoapClient,
  CoapServer,
  changed,
  observable,
  silentLog,
  withBody,
} from '@nanoedge/coap';
import { ServiceEvent } from '@nanoedge/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventQueue } from '../../src/kit/events.ts';
import { NameResolver } from '../../src/kit/name-resolver.ts';

const zone = 'entrance' as Extract<ServiceEvent, { type: 'presence.detected' }>['zone'];
const event = (at: number): ServiceEvent => ({
  type: 'presence.detected',
  at: at as ServiceEvent['at'],
  zone,
});

describe('the kit on real UDP', () => {
  let received: ServiceEvent[];
  let refuse: ((event: ServiceEvent) => void) | null;
  let server: CoapServer;
  let client: CoapClient;
  let port: number;
  const url = () => `coap://127.0.0.1:${port}`;
  const build = (at: number) =>
    new CoapServer(
      [
        observable('/state', 'test', () => ({})),
        {
          path: '/events',
          type: 'test',
          handlers: {
            POST: withBody(ServiceEvent, (body) => {
              refuse?.(body);
              received.push(body);
              return changed();
            }),
          },
        },
      ],
      { port: at, address: '127.0.0.1', log: silentLog },
    );

  beforeEach(async () => {
    received = [];
    refuse = null;
    server = build(0);
    port = await server.start();
    client = new CoapClient({ names: new NameResolver(systemClock, () => '127.0.0.1') });
  });
  afterEach(async () => {
    await client.close();
    await server.stop();
  });

  it('finds the gateway by its name', async () => {
    const { code } = await client.send({
      url: `coap://gateway:${port}`,
      path: '/state',
      method: 'GET',
    });
    expect(code).toBe('2.05');
  });

  it('delivers events in order, each though the gateway was away or busy', async () => {
    let busy = 3;
    refuse = () => {
      busy -= 1;
      if (busy >= 0) throw new TypeError('busy');
    };
    const queue = new EventQueue({ client, clock: systemClock, log: silentLog, gateway: url() });
    for (let at = 0; at < 20; at += 1) queue.add(event(at));
    await queue.drain(5000);
    expect(received.map(({ at }) => at)).toEqual(Array.from({ length: 20 }, (_, at) => at));
  });

  it('drops an event that the gateway refuses for good, and goes on with the next', async () => {
    refuse = ({ at }) => {
      if (at === 1) throw new BadRequest('no');
    };
    const queue = new EventQueue({ client, clock: systemClock, log: silentLog, gateway: url() });
    for (let at = 0; at < 3; at += 1) queue.add(event(at));
    await queue.drain(5000);
    expect(received.map(({ at }) => at)).toEqual([0, 2]);
  });

  it('keeps at most 256 events while the gateway is away', async () => {
    await server.stop();
    const queue = new EventQueue({ client, clock: systemClock, log: silentLog, gateway: url() });
    for (let at = 0; at < 400; at += 1) queue.add(event(at));
    expect(queue.depth).toBe(256);
    server = build(port);
    await server.start();
    await queue.drain(10_000);
    expect(received.length).toBe(256);
    expect(received.at(-1)?.at).toBe(399);
  });
});
