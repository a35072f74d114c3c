import { type LiveData, noData } from './reduce.ts';

/**
 * `connecting`: not up yet. `lost`: is not up. `refused`: the server will not have us
 * (signed out).
 */
export type LiveLinkState =
  | { kind: 'connecting' }
  | { kind: 'live' }
  | { kind: 'lost'; since: number }
  | { kind: 'refused' };

export interface LiveState {
  link: LiveLinkState;
  /** Whether what was before the page was opened has been read. */
  past: 'reading' | 'read' | 'unread';
  /** Whether the dashboard is known to have lost its database. */
  databaseDown: boolean;
  data: LiveData;
}

/** Holds what the live link said last; components read it through `useLive`. */
export class LiveStore {
  #state: LiveState = {
    link: { kind: 'connecting' },
    past: 'reading',
    databaseDown: false,
    data: noData,
  };
  readonly #listeners = new Set<() => void>();
  #frame: ReturnType<typeof setTimeout> | number | null = null;

  readonly read = (): LiveState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  setLink(link: LiveLinkState): void {
    this.#set({ ...this.#state, link });
  }

  setPast(past: LiveState['past']): void {
    this.#set({ ...this.#state, past });
  }

  setDatabaseDown(databaseDown: boolean): void {
    if (databaseDown !== this.#state.databaseDown) this.#set({ ...this.#state, databaseDown });
  }

  update(change: (data: LiveData) => LiveData): void {
    const data = change(this.#state.data);
    if (data !== this.#state.data) this.#set({ ...this.#state, data });
  }

  #set(state: LiveState): void {
    this.#state = state;
    if (this.#frame !== null) return;
    // A burst of messages is drawn once, so that drawing does not hold up the next message; a
    // hidden page has no frames
    this.#frame =
      globalThis.document?.visibilityState === 'visible'
        ? requestAnimationFrame(this.#tell)
        : setTimeout(this.#tell, 250);
  }

  readonly #tell = (): void => {
    this.#frame = null;
    for (const listener of this.#listeners) listener();
  };
}
