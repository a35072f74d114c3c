import type { NetworkInfo } from './engine.ts';
import { networkName } from './labels.ts';

/** The network of a device, on this machine alone. */
export const fakeNetwork = (device: string): NetworkInfo => ({
  id: 'fake-network',
  name: networkName(device),
  gateway: '127.0.0.1',
  subnet: '127.0.0.0/8',
  bridge: 'lo',
});
