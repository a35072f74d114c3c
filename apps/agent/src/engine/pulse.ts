import { type Clock, sleep } from '@nanoedge/base';
import { engineProblems } from '@nanoedge/words';
import { EngineUnreachable } from '../errors.ts';

/** How often an engine is asked whether it lives, and how long it may take to say so. */
const everyMs = 2_000;
const patienceMs = 5_000;

export interface PulsePorts {
  clock: Clock;
  /** Asks the engine for something small. */
  ping: () => Promise<unknown>;
  /** It stopped answering, or answers again. */
  onChange: (hangs: boolean) => void;
}

/**
 * Whether the engine answers at all. One that hangs accepts connections and never says a word, so
 * that only time tells. Invariants: at most one question is open; while it hangs no call is made,
 * and those that were open have ended.
 */
export class Pulse {
  readonly #ports: PulsePorts;
  readonly #open = new Set<(reason: Error) => void>();
  #question: Promise<boolean> | null = null;
  #hangs = false;

  constructor(ports: PulsePorts) {
    this.#ports = ports;
  }

  /** How many calls are open now. */
  get calls(): number {
    return this.#open.size;
  }

  /** Asks until `signal` aborts. */
  async start(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(this.#ports.clock, everyMs, signal);
      if (signal.aborted) return;
      const answered = await this.#ask(signal);
      if (!signal.aborted) this.#is(!answered);
    }
  }

  /**
   * Makes a call that ends with `ms`, or with the news that the engine hangs, at the latest. Throws
   * EngineUnreachable.
   */
  async within<T>(ms: number, call: () => Promise<T>): Promise<T> {
    const end = Promise.withResolvers<never>();
    const release = this.onEnd(ms, end.reject);
    try {
      return await Promise.race([call(), end.promise]);
    } finally {
      release();
    }
  }

  /**
   * Calls `end` once: after `ms`, or when the engine hangs. Returns what calls it off. Throws
   * EngineUnreachable while it hangs.
   */
  onEnd(ms: number, end: (reason: Error) => void): () => void {
    if (this.#hangs) throw new EngineUnreachable(engineProblems.hangs);
    const cancel = this.#ports.clock.after(ms, () =>
      end(new EngineUnreachable(engineProblems.tooSlow(ms / 1_000))),
    );
    this.#open.add(end);
    return () => {
      cancel();
      this.#open.delete(end);
    };
  }

  /** False when it says nothing; an engine that is gone says so at once, and does not hang. */
  async #ask(signal: AbortSignal): Promise<boolean> {
    this.#question ??= this.#ports.ping().then(
      () => this.#answered(),
      () => this.#answered(),
    );
    const patience = new AbortController();
    const stop = AbortSignal.any([patience.signal, signal]);
    const silence = sleep(this.#ports.clock, patienceMs, stop).then(() => false);
    const answered = await Promise.race([this.#question, silence]);
    patience.abort();
    return answered;
  }

  #answered(): boolean {
    this.#question = null;
    return true;
  }

  #is(hangs: boolean): void {
    if (hangs === this.#hangs) return;
    this.#hangs = hangs;
    const open = hangs ? [...this.#open] : [];
    for (const end of open) end(new EngineUnreachable(engineProblems.hangs));
    this.#ports.onChange(hangs);
  }
}
