import { pipeline, Transform, type Readable } from 'node:stream';
import type { Pulse } from './pulse.ts';

interface Ending {
  signal: AbortSignal;
  /** It moved: the time begins anew. */
  renew: () => void;
  /** The work that the signal ends; what it rejects with is the signal's reason then. */
  of: (work: Promise<void>) => Promise<void>;
}

/** A signal that aborts with `outer`, when the engine hangs, or `ms` after work last moved. */
export const ended = (pulse: Pulse, ms: number, outer?: AbortSignal): Ending => {
  const own = new AbortController();
  const arm = (): (() => void) => pulse.onEnd(ms, (reason) => own.abort(reason));
  let release = arm();
  return {
    signal: outer === undefined ? own.signal : AbortSignal.any([outer, own.signal]),
    renew: () => {
      release();
      if (!own.signal.aborted) release = arm();
    },
    of: async (work) => {
      try {
        await work;
      } finally {
        release();
      }
    },
  };
};

/** The same bytes; the stream breaks when the engine hangs, or when it did not move for `ms`. */
export const whileItMoves = (stream: Readable, pulse: Pulse, ms: number): Readable => {
  const arm = (): (() => void) => pulse.onEnd(ms, (reason) => moving.destroy(reason));
  const moving = new Transform({
    transform: (chunk, _encoding, done) => {
      release();
      release = arm();
      done(null, chunk);
    },
  });
  let release = arm();
  pipeline(stream, moving, () => release());
  return moving;
};
