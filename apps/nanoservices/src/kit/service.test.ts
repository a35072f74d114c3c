import { describe, expect, it } from 'vitest';
import { CoapUrl } from '@nanoedge/protocol';
import { controllerPeer, missingPeers, peerUrl } from './service.ts';

const peers = { 'main-controller-2': CoapUrl.parse('coap://10.0.0.1:5701') };

describe('a peer', () => {
  it('is found where the environment says', () => {
    expect(peerUrl({ peers }, 'main-controller-2')).toBe('coap://10.0.0.1:5701');
    expect(controllerPeer({ peers })).toBe('main-controller-2');
  });

  it('that nobody told of yet is looked for under its own name, and named as missing once', () => {
    expect(peerUrl({ peers: {} }, 'user-guidance')).toBe('coap://user-guidance:5683');
    expect(
      missingPeers({ peers }, ['main-controller-2', 'user-guidance', 'user-guidance']),
    ).toEqual(['user-guidance']);
    expect(controllerPeer({ peers: {} })).toBe('main-controller');
  });
});
