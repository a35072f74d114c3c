/**
 * All that is used of node-coap; nothing else imports it. It is CommonJS: imported once, a bundle
 * converts it once.
 */
export { Agent, createServer, ObserveReadStream, ObserveWriteStream, updateTiming } from 'coap';
export type { CoapRequestParams, IncomingMessage, OutgoingMessage, Server } from 'coap';
