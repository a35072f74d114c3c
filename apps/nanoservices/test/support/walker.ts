import type { IdentityKey } from '@nanoedge/protocol';
import type { FakeGateway } from './gateway.ts';

/** Somebody with a key who stands in one place after the other; the key advertises every 100 ms. */
export class Walker {
  readonly #key: IdentityKey;
  #place: FakeGateway | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(key: string) {
    this.#key = key as IdentityKey;
  }

  /** Stays where they are, without a movement that a sensor would see. */
  sit(): void {
    this.#place?.move(false);
  }

  /**
   * Walks to another place; null leaves the building. Whoever walks is seen by the motion sensor
   * there.
   */
  go(place: FakeGateway | null): void {
    this.#place?.move(false);
    this.#place = place;
    place?.move(true);
    if (place === null) {
      if (this.#timer !== null) clearInterval(this.#timer);
      this.#timer = null;
    } else this.#timer ??= setInterval(() => this.#place?.advertise(this.#key), 100);
  }
}
