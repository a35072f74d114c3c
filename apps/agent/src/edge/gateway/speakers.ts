import { PeerBook } from '@nanoedge/coap';
import type { DeploymentId, NanoserviceName } from '@nanoedge/protocol';
import type { Engine } from '../../engine/engine.ts';
import { type ContainerKeys, keyIdOf } from '../../store/container-keys.ts';

export interface Speaker {
  container: string;
  deployment: DeploymentId;
  nanoservice: NanoserviceName;
}

/**
 * Who may speak here: the containers of this device, each by the secret that it was given when it
 * was made. Where a datagram comes from says nothing.
 */
export class Speakers {
  /** Whom the gateway hears. */
  readonly heard = new PeerBook();
  readonly #engine: Pick<Engine, 'list'>;
  readonly #keys: ContainerKeys;
  /** By the name of the secret. */
  #known = new Map<string, Speaker>();
  /** Made since the engine was asked last. */
  #fresh = new Map<string, Speaker>();
  #asking: Promise<void> | null = null;
  #askAgain = false;

  constructor(engine: Pick<Engine, 'list'>, keys: ContainerKeys) {
    this.#engine = engine;
    this.#keys = keys;
  }

  /** A container was made, with the secret of this name. */
  made(id: string, speaker: Speaker): void {
    this.#fresh.set(id, speaker);
    this.#know(new Map([...this.#known, [id, speaker]]));
  }

  /** The speaker who was proven to have the secret of this name. */
  of(id: string | null): Speaker | null {
    return id === null ? null : (this.#known.get(id) ?? null);
  }

  /** The name of a container's secret; null for one that we do not know. */
  keyOf(container: string): string | null {
    for (const [id, speaker] of this.#known) if (speaker.container === container) return id;
    return null;
  }

  /** Asks the engine which containers there are. While it is away, those go on that were there. */
  async refresh(): Promise<void> {
    this.#askAgain = true;
    this.#asking ??= this.#ask();
    await this.#asking;
  }

  async #ask(): Promise<void> {
    try {
      while (this.#askAgain) {
        this.#askAgain = false;
        this.#fresh = new Map();
        const found = await this.#found();
        if (found !== null) this.#know(new Map([...found, ...this.#fresh]));
      }
    } finally {
      this.#asking = null;
    }
  }

  async #found(): Promise<[string, Speaker][] | null> {
    try {
      return (await this.#engine.list()).flatMap((container): [string, Speaker][] => {
        const { id, deployment, nanoservice } = container;
        const key = keyIdOf(container);
        return key === null || deployment === null || nanoservice === null
          ? []
          : [[key, { container: id, deployment, nanoservice }]];
      });
    } catch {
      // The engine is away; it will be asked again when it is back
      return null;
    }
  }

  #know(known: Map<string, Speaker>): void {
    this.#known = known;
    this.heard.assign([...known.keys()].map((id) => this.#keys.hearing(id)));
  }
}
