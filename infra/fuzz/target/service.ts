/**
 * What is fuzzed: a service with the parts that real ones have. Its sockets, in the order in which
 * the harness counts them: a server that everybody may ask, one behind OSCORE, one that hands what
 * it gets to the ciphers, and those of a client that observes a peer.
 */
import { Buffer } from 'node:buffer';
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { systemClock } from '@nanoedge/base';
import { CoapClient, CoapServer, Observation, PeerBook, silentLog } from '@nanoedge/coap';
import { pairing, peerUrl, ports } from './parties.ts';
import { advance, resources, State } from './resources.ts';

const open = new CoapServer(resources, { address: '0.0.0.0', port: ports.open, log: silentLog });
await open.start();
const shielded = new CoapServer(resources, {
  address: '0.0.0.0',
  port: ports.shielded,
  log: silentLog,
  peers: new PeerBook([pairing]),
});
await shielded.start();

/** The slices of a datagram: each begins with its length, and ends at the latest with it. */
const slices = (datagram: Buffer): Buffer[] => {
  const found: Buffer[] = [];
  for (let at = 1; at < datagram.length && found.length < 4; ) {
    const length = datagram[at] ?? 0;
    found.push(datagram.subarray(at + 1, at + 1 + length));
    at += 1 + length;
  }
  return found;
};

const cipher = (datagram: Buffer): void => {
  const [key = Buffer.alloc(0), nonce = key, data = key, text = key] = slices(datagram);
  const kind = datagram[0] ?? 0;
  const options = { authTagLength: 4 + ((kind >> 3) & 15) };
  if ((kind & 3) === 0) {
    const sealing = createCipheriv('aes-128-ccm', key, nonce, options);
    sealing.setAAD(data, { plaintextLength: text.length });
    sealing.update(text);
    sealing.final();
    sealing.getAuthTag();
  } else if ((kind & 3) === 1) {
    const opening = createDecipheriv('aes-128-ccm', key, nonce, options);
    const end = Math.max(0, text.length - options.authTagLength);
    opening.setAuthTag(text.subarray(end));
    opening.setAAD(data, { plaintextLength: end });
    opening.update(text.subarray(0, end));
    opening.final();
  } else if ((kind & 3) === 2) hkdfSync('sha256', key, nonce, data, text.length);
  else JSON.stringify(JSON.parse(datagram.subarray(1).toString()));
};

const ciphers = createSocket('udp4', (datagram) => {
  try {
    cipher(datagram);
  } catch {
    // What the ciphers refuse is refused in words; only what ends the process is looked for.
  }
});
ciphers.bind(ports.ciphers);

const client = new CoapClient();
const observation = new Observation(
  { client, clock: systemClock, log: silentLog },
  { url: peerUrl, path: '/state', schema: State, onState: () => undefined },
);
void observation.start();
setInterval(() => {
  advance();
  open.notify('/state');
  shielded.notify('/state');
}, 10_000);
