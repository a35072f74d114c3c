import type { Server } from 'node:http';
import { BlockList, isIP, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { ServedTls } from '../tls/served.ts';

/** The first byte of a TLS handshake (RFC 8446, 5.1). */
const handshake = 22;

/** As long as somebody may take to say what they want (ms). */
const patienceMs = 10_000;

/**
 * Serves HTTP and HTTPS on one port: the first byte says which it is. `server` listens, and serves
 * what comes out of the TLS as it serves what came without.
 */
export const serveEither = (server: Server, served: ServedTls): void => {
  const [serve] = server.listeners('connection');
  if (serve === undefined) throw new TypeError('the server serves nobody');
  const hand = (socket: Socket): void => void Reflect.apply(serve, server, [socket]);
  const tls = createTlsServer({ ...served.pair, handshakeTimeout: patienceMs });
  served.onRenewal = (pair) => tls.setSecureContext(pair);
  // Who breaks off, or does not believe us, has gone by itself
  tls.on('tlsClientError', (_error, socket) => socket.destroy());
  tls.on('secureConnection', hand);
  server.removeAllListeners('connection');
  server.on('connection', (socket) => {
    const gone = (): void => void socket.destroy();
    socket.setTimeout(patienceMs, gone);
    socket.once('error', gone);
    socket.once('end', gone);
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.setTimeout(0);
      socket.removeListener('timeout', gone);
      socket.removeListener('error', gone);
      socket.removeListener('end', gone);
      socket.unshift(first);
      if (first[0] === handshake) tls.emit('connection', socket);
      else hand(socket);
      process.nextTick(() => socket.resume());
    });
  });
};

/** Whether a request came over TLS to this process. */
export const isEncrypted = (socket: Socket): boolean =>
  'encrypted' in socket && socket.encrypted === true;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an address is this machine's own loopback. */
export const isLoopback = (address: string | undefined): boolean =>
  address !== undefined &&
  isIP(address) !== 0 &&
  loopback.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
