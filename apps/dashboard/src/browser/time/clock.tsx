'use client';

import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from 'react';

/** One ticking clock for every relative time of the page; runs only while somebody looks. */
class Clock {
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setInterval> | null = null;
  #current: number | null = null;
  readonly #everyMs: number;

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => this.#tick(), this.#everyMs);
    if (this.#current === null) this.#tick();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0 || this.#timer === null) return;
      clearInterval(this.#timer);
      this.#timer = null;
      this.#current = null;
    };
  };

  readonly read = (): number | null => this.#current;

  #tick(): void {
    this.#current = Date.now();
    for (const listener of this.#listeners) listener();
  }
}

const ClockContext = createContext<Clock | null>(null);

export const ClockProvider = ({ children }: { children: ReactNode }) => {
  const [clock] = useState(() => new Clock(1000));
  return <ClockContext value={clock}>{children}</ClockContext>;
};

const noSubscription = () => () => undefined;
const noTime = () => null;

/**
 * Something that depends on the time, judged once a second; what is drawn changes only with it. It
 * must be a plain value.
 */
export const useJudged = <T extends string | null>(judge: (now: number | null) => T): T => {
  const clock = useContext(ClockContext);
  return useSyncExternalStore(
    clock?.subscribe ?? noSubscription,
    () => judge(clock?.read() ?? null),
    () => judge(null),
  );
};

/** Epoch ms, once a second; null until the page is alive in the browser. */
export const useNow = (): number | null => {
  const clock = useContext(ClockContext);
  return useSyncExternalStore(clock?.subscribe ?? noSubscription, clock?.read ?? noTime, noTime);
};
