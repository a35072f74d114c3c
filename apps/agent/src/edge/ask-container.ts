import { coapUrl } from '@nanoedge/base';
import {
  type ClientAnswer,
  type ClientRequest,
  CoapClient,
  KeyRing,
  type Pairing,
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
  const client = new CoapClient({ keys: new KeyRing(new Map([[url, pairing]])) });
  try {
    return await client.send({ ...request, url });
  } finally {
    await client.close();
  }
};
