import { askHealth } from '@nanoedge/coap';
import type { Prober } from './prober.ts';

/**
 * How long to wait between two questions `sinceStartMs` after the first: the figure that we report
 * is as precise as this.
 */
export const askEveryMs = (sinceStartMs: number): number =>
  sinceStartMs < 2_000 ? 5 : sinceStartMs < 5_000 ? 50 : 500;

/** The Prober port over CoAP on the container's own address. */
export const coapProber: Prober = {
  probe: async (address, timeoutMs) => askHealth(address, { timeoutMs, everyMs: () => 500 }),
  firstAnswer: async (address, timeoutMs, signal) =>
    askHealth(address, { timeoutMs, everyMs: askEveryMs, signal }),
};
