import type { EpochMs } from '@nanoedge/protocol';

/** A timer that can be called off; cancelling one that fired does nothing. */
export interface Timer {
  cancel(): void;
}

/** Time as a service sees it. Tests pass one that they move by hand. */
export interface Clock {
  now(): EpochMs;
  /** Calls `action` once, `delayMs` from now. */
  after(delayMs: number, action: () => void): Timer;
}

/** Milliseconds since the epoch from a plain number that is known to be one. */
export const epochMs = (value: number): EpochMs => Math.max(0, Math.round(value)) as EpochMs;

export const systemClock: Clock = {
  now: () => epochMs(Date.now()),
  after: (delayMs, action) => {
    const handle = setTimeout(action, Math.max(0, delayMs));
    return { cancel: () => clearTimeout(handle) };
  },
};
