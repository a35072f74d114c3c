import { setTimeout } from './timers.ts';

type Listener = (event: { type: string; target: AbortSignal }) => void;
type ListenerLike = Listener | { handleEvent: Listener };

class AbortReason extends Error {
  readonly code: number;

  constructor(name: 'AbortError' | 'TimeoutError', message: string) {
    super(message);
    this.name = name;
    this.code = name === 'AbortError' ? 20 : 23;
  }
}

/** The DOM's AbortSignal without the rest of EventTarget. */
export class AbortSignal {
  aborted = false;
  reason: unknown = undefined;
  onabort: Listener | null = null;
  readonly #listeners = new Set<ListenerLike>();

  static abort(reason?: unknown): AbortSignal {
    const controller = new AbortController();
    controller.abort(reason);
    return controller.signal;
  }

  static timeout(milliseconds: number): AbortSignal {
    const controller = new AbortController();
    const expire = (): void =>
      controller.abort(new AbortReason('TimeoutError', 'The operation timed out'));
    setTimeout(expire, milliseconds).unref();
    return controller.signal;
  }

  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const controller = new AbortController();
    for (const signal of signals) {
      if (signal.aborted) controller.abort(signal.reason);
      else signal.addEventListener('abort', () => controller.abort(signal.reason));
    }
    return controller.signal;
  }

  addEventListener(type: string, listener: ListenerLike): void {
    if (type === 'abort') this.#listeners.add(listener);
  }

  removeEventListener(type: string, listener: ListenerLike): void {
    if (type === 'abort') this.#listeners.delete(listener);
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }

  /** Called by the controller only. */
  fire(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    const event = { type: 'abort', target: this };
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    this.onabort?.(event);
    for (const listener of listeners) {
      if (typeof listener === 'function') listener(event);
      else listener.handleEvent(event);
    }
  }
}

export class AbortController {
  readonly signal = new AbortSignal();

  abort(reason: unknown = new AbortReason('AbortError', 'This operation was aborted')): void {
    this.signal.fire(reason);
  }
}
