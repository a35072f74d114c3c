import type { Clock } from '@nanoedge/base';
import type { DeploymentId, NanoserviceName } from '@nanoedge/protocol';
import type { Engine } from '../../engine/engine.ts';

export interface Speaker {
  container: string;
  deployment: DeploymentId;
  nanoservice: NanoserviceName;
}

/** An unknown address makes us ask the engine at most this often. */
const askAgainAfterMs = 250;

/**
 * Who speaks from an address of the device's network. Addresses are reused, so every start and end
 * of a container invalidates what is known.
 */
export class Speakers {
  readonly #engine: Engine;
  readonly #clock: Clock;
  #known = new Map<string, Speaker>();
  #asked = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | null = null;
  #generation = 0;

  constructor(engine: Engine, clock: Clock) {
    this.#engine = engine;
    this.#clock = clock;
  }

  invalidate(): void {
    this.#generation += 1;
    this.#known = new Map();
    this.#asked = Number.NEGATIVE_INFINITY;
    this.#asking = null;
  }

  /** The address from which a container was last known to speak. */
  addressOf(container: string): string | null {
    for (const [address, speaker] of this.#known)
      if (speaker.container === container) return address;
    return null;
  }

  /**
   * null for an address that none of our running containers has, or when the engine cannot tell.
   */
  async identify(address: string): Promise<Speaker | null> {
    const known = this.#known.get(address);
    if (known !== undefined) return known;
    if (this.#asking === null && this.#clock.monotonic() - this.#asked < askAgainAfterMs)
      return null;
    this.#asking ??= this.#ask();
    await this.#asking;
    return this.#known.get(address) ?? null;
  }

  async #ask(): Promise<void> {
    const generation = this.#generation;
    this.#asked = this.#clock.monotonic();
    try {
      const found = new Map<string, Speaker>();
      for (const { id, address, state, deployment, nanoservice } of await this.#engine.list()) {
        if (
          state === 'running' &&
          address !== null &&
          deployment !== null &&
          nanoservice !== null
        ) {
          found.set(address, { container: id, deployment, nanoservice });
        }
      }
      if (generation === this.#generation) this.#known = found;
    } catch {
      // The engine is away: whoever it is, we cannot vouch for them now
    } finally {
      if (generation === this.#generation) this.#asking = null;
    }
  }
}
