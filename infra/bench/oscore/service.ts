/** A service with one resource; with NANOEDGE_SECRET (hex) it is protected, without it open. */
import process from 'node:process';
import { changed, CoapServer, PeerBook, content, silentLog } from '@nanoedge/coap';
import { serverPairing } from './pairing.ts';

const secret = process.env['NANOEDGE_SECRET'];
const server = new CoapServer(
  [
    { path: '/health', type: 'nanoedge.health', handlers: { GET: () => content({ ok: true }) } },
    {
      path: '/state',
      type: 'nanoedge.bench',
      handlers: { GET: () => content({ ok: true }), PUT: () => changed() },
    },
  ],
  {
    address: '0.0.0.0',
    port: 5683,
    log: silentLog,
    ...(secret === undefined
      ? {}
      : { peers: new PeerBook([serverPairing(Buffer.from(secret, 'hex'))]) }),
  },
);
await server.start();
process.on('SIGTERM', () => process.exit(0));
