/** Where a datagram came from or goes to. */
export interface Endpoint {
  address: string;
  port: number;
}

/** What becomes of a datagram that came in. */
export interface Received {
  /** It is handed on, in this form; with the name of the peer that was proven to have sent it. */
  deliver?: { datagram: Buffer; peer: string | null };
  /** These are sent back. */
  replies?: Buffer[];
}

/**
 * What stands between CoAP and a socket: turns each datagram into what goes over the network, and
 * back. `outgoing` answers null when nothing is to be sent.
 */
export interface Shield {
  incoming: (datagram: Buffer, from: Endpoint) => Received;
  outgoing: (datagram: Buffer, to: Endpoint) => Buffer | null;
}

const endpointKey = ({ address, port }: Endpoint): string => `${address}:${String(port)}`;

/** A message of an endpoint, by the id that it has on the way. */
export const messageKey = (endpoint: Endpoint, messageId: number): string =>
  `${endpointKey(endpoint)}/${String(messageId)}`;

/** The messages of an endpoint that belong together, by their token. */
export const exchangeKey = (endpoint: Endpoint, { token }: { token: Buffer }): string =>
  `${endpointKey(endpoint)}/${token.toString('latin1')}`;
