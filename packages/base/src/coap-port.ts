/**
 * The UDP port of CoAP (RFC 7252 §6.1). Every service listens there in its container, and the
 * agent's gateway on the device.
 */
export const coapPort = 5683;

/** Where whoever has this name or address answers. */
export const coapUrl = (host: string): string => `coap://${host}:${String(coapPort)}`;
