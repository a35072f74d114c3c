import type { ChangedEntity, StoredEvent } from '@nanoedge/protocol';

/** What a listener may hear of the live link, in the order in which the server said it. */
export interface PushListener {
  /** New events, oldest first; each comes once, also when it was missed for a while. */
  events?: (events: readonly StoredEvent[]) => void;
  /** Something else than events changed. */
  changed?: (entity: ChangedEntity) => void;
  /** The link is back after it was lost: what was said meanwhile besides events is not known. */
  gap?: () => void;
}

/** Hands on what the live link hears, before anything is drawn. */
export class Pushes {
  readonly #listeners = new Set<PushListener>();

  /** Returns how to stop listening. */
  readonly listen = (listener: PushListener): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  events(events: readonly StoredEvent[]): void {
    if (events.length > 0) for (const listener of this.#listeners) listener.events?.(events);
  }

  changed(entity: ChangedEntity): void {
    for (const listener of this.#listeners) listener.changed?.(entity);
  }

  gap(): void {
    for (const listener of this.#listeners) listener.gap?.();
  }
}
