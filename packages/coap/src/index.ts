export { CoapClient, sendOnce } from './client/client.ts';
export type { ClientAnswer, ClientRequest } from './client/client.ts';
export { Observation, retryDelayMs } from './client/observation.ts';
export type { Subscription } from './client/observation.ts';
export { PeerRefused, PeerUnreachable } from './client/peer-errors.ts';
export type { Resolver } from './client/resolver.ts';
export { silentLog } from './log.ts';
export type { Log } from './log.ts';
export type { IncomingMessage, ObserveReadStream } from './node-coap.ts';
export { askHealth } from './probe.ts';
export { KeyRing } from './oscore/key-ring.ts';
export type { Pairing } from './oscore/pairing.ts';
export { PeerBook } from './oscore/peer-book.ts';
export { asked, asking, subkey } from './oscore/secret.ts';
export {
  AccessDenied,
  BadRequest,
  MethodNotAllowed,
  NoSuchResource,
  RequestProblem,
  StaleState,
  TooManyRequests,
} from './problems.ts';
export { changed, content, created, deleted, matchPath, observable, withBody } from './resource.ts';
export type { Answer, Handler, Method, Parameters, Request, Resource } from './resource.ts';
export type { Output, Schema } from './schema.ts';
export { Refusals } from './server/refusals.ts';
export type { RefusedRequests } from './server/refusals.ts';
export { CoapServer } from './server/server.ts';
export type { ServerOptions } from './server/server.ts';
export { udp } from './transport.ts';
export type { Transport } from './transport.ts';
