import type { Pairing } from '@nanoedge/coap';

const [client, server] = [Buffer.from('a1', 'hex'), Buffer.from('b0', 'hex')];

/** What the two ends of the bench share. */
export const clientPairing = (secret: Buffer): Pairing => ({
  peer: 'service',
  secret,
  ownId: client,
  peerId: server,
});

export const serverPairing = (secret: Buffer): Pairing => ({
  peer: 'bench',
  secret,
  ownId: server,
  peerId: client,
});
