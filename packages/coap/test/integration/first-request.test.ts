import { expect, it, onTestFinished } from 'vitest';
import {
  asked,
  asking,
  CoapClient,
  CoapServer,
  content,
  KeyRing,
  PeerBook,
  silentLog,
  udp,
} from '../../src/index.ts';

it('reaches a peer with the first datagram that a socket of its own sends', async () => {
  const secret = Buffer.alloc(32, 7);
  const resource = { path: '/state', type: 'test', handlers: { GET: () => content({}) } };
  const server = new CoapServer([resource], {
    address: '127.0.0.1',
    port: 0,
    log: silentLog,
    peers: new PeerBook([asked(secret, 'client')]),
  });
  const sent: Buffer[] = [];
  const counting = {
    open: () => {
      const socket = udp.open();
      const send = socket.send.bind(socket) as (...args: unknown[]) => void;
      return Object.assign(socket, {
        send: (datagram: Buffer | Buffer[], ...rest: unknown[]) => {
          // Until it is bound a socket calls itself once more, with a list
          if (Buffer.isBuffer(datagram)) sent.push(datagram);
          send(datagram, ...rest);
        },
      });
    },
  };
  const url = `coap://127.0.0.1:${String(await server.start())}`;
  const keys = new KeyRing(new Map([[url, asking(secret, 'server')]]));
  const client = new CoapClient({ keys, transport: counting });
  onTestFinished(async () => {
    await client.close();
    await server.stop();
  });
  expect((await client.send({ url, path: '/state', method: 'GET' })).code).toBe('2.05');
  // One to agree on keys, one that asks; a third would be the repeat of one that was lost
  expect(sent).toHaveLength(2);
});
