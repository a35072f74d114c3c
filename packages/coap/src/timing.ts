import { updateTiming } from './node-coap.ts';

/**
 * Transmission parameters for one building's wired network instead of the Internet (RFC 7252
 * §4.8.1): a lost datagram is sent again after 0.5 s, and what a peer needs to recognise a repeat
 * is forgotten after 16 s instead of 247 s, which is what bounds a server's memory under load.
 * They are node-coap's own and so the whole process's; servers and clients set them when they
 * begin.
 */
export const useLocalTiming = (): void => {
  updateTiming({
    ackTimeout: 0.5,
    ackRandomFactor: 1.5,
    maxRetransmit: 3,
    maxLatency: 5,
    pruneTimerPeriod: 30,
  });
};
