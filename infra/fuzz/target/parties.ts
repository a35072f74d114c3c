import { Buffer } from 'node:buffer';
import type { Pairing } from '@nanoedge/coap';

/** Where the service that is fuzzed listens. */
export const ports = { open: 5683, shielded: 5684, ciphers: 5685 } as const;

/** The peer that it observes. */
export const peerUrl = 'coap://10.0.0.2:5683';

/** What it shares with the one peer that may ask its shielded server. */
export const pairing: Pairing = {
  peer: 'hall',
  secret: Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex'),
  ownId: Buffer.from('b0'),
  peerId: Buffer.from('a1'),
};
