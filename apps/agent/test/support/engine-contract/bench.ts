import { containerSpec, type ContainerSpec } from '../../../src/engine/container-spec.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { aDeployment } from '../builders.ts';
import type { TestImage } from '../responder.ts';

export interface EngineUnderTest {
  engine: Engine;
  device: string;
  image: TestImage;
  /** The diff ids of that image. */
  layers: readonly string[];
  /** As `docker kill` does. */
  kill: (container: string) => void | Promise<void>;
  /** As `docker pause` does. */
  pause: (container: string) => void | Promise<void>;
  /** A running container that carries another device's label. */
  addForeign: () => string | Promise<string>;
  exists: (container: string) => boolean | Promise<boolean>;
  cleanUp: () => void | Promise<void>;
}

export const waitOptions = { timeout: 10_000, interval: 10 };

/** The engine that a test of the contract works on, and what it makes there. */
export class Bench {
  #under: EngineUnderTest | null = null;

  use(under: EngineUnderTest): void {
    this.#under = under;
  }

  get under(): EngineUnderTest {
    if (this.#under === null) throw new TypeError('no engine is open');
    return this.#under;
  }

  spec(change: Record<string, unknown> = {}): ContainerSpec {
    const { image, device } = this.under;
    const release = { version: '1', image: image.reference, imageId: image.id };
    return containerSpec(aDeployment({ release, ...change }), { device, address: '127.0.0.1' });
  }

  async startOne(change: Record<string, unknown> = {}): Promise<string> {
    const { engine } = this.under;
    await engine.ensureNetwork();
    const container = await engine.create(this.spec(change));
    await engine.start(container);
    return container;
  }
}
