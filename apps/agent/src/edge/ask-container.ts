import { coapUrl } from '@nanoedge/base';
import {
  type ClientAnswer,
  type ClientRequest,
  KeyRing,
  type Pairing,
  sendOnce,
} from '@nanoedge/coap';

/**
 * Asks a container of this device, as its agent, over a flow that nothing else uses. Throws
 * PeerUnreachable and PeerRefused.
 */
export const askContainer = async (
  { address, pairing }: { address: string; pairing: Pairing },
  request: Omit<ClientRequest, 'url'>,
): Promise<ClientAnswer> => {
  const url = coapUrl(address);
  return sendOnce({ ...request, url }, { keys: new KeyRing(new Map([[url, pairing]])) });
};
