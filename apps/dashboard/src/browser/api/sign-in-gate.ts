'use client';

import type { TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { AppRouter } from '@/server/trpc/router.ts';
import { isSignedOut } from './problem.ts';

/** `asking`: the page asks to sign in again. `later`: whoever looks has put that off. */
export type GateState = 'open' | 'asking' | 'later';

/**
 * Where calls wait that were refused because nobody is signed in any more, until somebody is; then
 * each is sent again. Only while a page is there that can ask: before, a refusal is an answer.
 */
export class SignInGate {
  #guards = 0;
  #left = false;
  #state: GateState = 'open';
  #turn = 0;
  readonly #waiting = new Set<() => void>();
  readonly #listeners = new Set<() => void>();

  readonly state = (): GateState => this.#state;

  /** How often somebody has signed in again. */
  readonly turn = (): number => this.#turn;

  /** Whether a page is there that asks to sign in. */
  isGuarded(): boolean {
    return this.#guards > 0 && !this.#left;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** From now on the page asks; returns how to end that. What waits then is given up. */
  readonly guard = (): (() => void) => {
    this.#guards += 1;
    this.#left = false;
    return () => {
      this.#guards -= 1;
      if (this.#guards > 0) return;
      this.#waiting.clear();
      this.#become('open');
    };
  };

  /** Sends again once somebody has signed in; returns how to stop waiting. */
  readonly wait = (again: () => void): (() => void) => {
    this.#waiting.add(again);
    this.#become('asking');
    return () => this.#waiting.delete(again);
  };

  /** Whoever looks has signed out themselves: the page asks no more. */
  readonly leave = (): void => {
    this.#left = true;
  };

  readonly ask = (): void => this.#become('asking');

  readonly putOff = (): void => this.#become('later');

  readonly signedIn = (): void => {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    this.#turn += 1;
    this.#become('open');
    for (const again of waiting) again();
  };

  #become(state: GateState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** Sends a call again that was refused because nobody was signed in. */
export const sendAgain =
  (gate: SignInGate): TRPCLink<AppRouter> =>
  () =>
  ({ next, op }) =>
    observable((observer) => {
      let stop = (): void => undefined;
      const send = (): void => {
        const sent = next(op).subscribe({
          next: (value) => observer.next(value),
          complete: () => observer.complete(),
          error: (error) => {
            if (isSignedOut(error) && gate.isGuarded()) stop = gate.wait(send);
            else observer.error(error);
          },
        });
        stop = () => sent.unsubscribe();
      };
      send();
      return () => stop();
    });

export const SignInGateContext = createContext<SignInGate | null>(null);

class MissingGate extends Error {
  override readonly name = 'MissingGate';
  constructor() {
    super('SignInGateContext is missing above this component');
  }
}

export const useGate = (): SignInGate => {
  const gate = useContext(SignInGateContext);
  if (gate === null) throw new MissingGate();
  return gate;
};

export const useGateState = (): GateState => {
  const gate = useGate();
  return useSyncExternalStore(gate.subscribe, gate.state, gate.state);
};

/** How often somebody has signed in again; what hangs on who is signed in begins anew. */
export const useSignInTurn = (): number => {
  const gate = useGate();
  return useSyncExternalStore(gate.subscribe, gate.turn, gate.turn);
};
