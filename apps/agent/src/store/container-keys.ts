import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { containerSecrets, labels } from '@nanoedge/base';
import { asked, asking, type Pairing, subkey } from '@nanoedge/coap';
import { writeDurably } from './durable-file.ts';

/** Bytes of the device's own secret, and of what names a container's. */
const secretBytes = 32;
const idBytes = 16;
/** Hexadecimal digits of the proof in a name that this device gave it. */
const proofLength = 16;

/** What names the secret of a container; null for one that was made without. */
export const keyIdOf = (container: { labels: Record<string, string> }): string | null =>
  container.labels[labels.key] ?? null;

/**
 * What the device shares with each of its containers. The container carries the name of its secret
 * as a label, from which only this device can tell the secret: there is nothing to be kept.
 */
export class ContainerKeys {
  readonly #secret: Buffer;

  constructor(secret: Buffer) {
    this.#secret = secret;
  }

  /** Reads the device's own secret (mode 0600) in a data folder; makes it the first time. */
  static open(folder: string): ContainerKeys {
    const file = join(folder, 'containers.key');
    if (!existsSync(file)) writeDurably(file, randomBytes(secretBytes).toString('hex'));
    return new ContainerKeys(Buffer.from(readFileSync(file, 'utf8').trim(), 'hex'));
  }

  /** For a new container: the name of its secret, and the text of its key file. */
  make(): { id: string; secret: string } {
    const name = randomBytes(idBytes).toString('hex');
    const id = `${name}${this.#proofOf(name)}`;
    return { id, secret: this.#of(id).toString('hex') };
  }

  /**
   * Whether a container has a secret that we cannot tell, because the device's own was lost since:
   * it and we do not understand each other any more.
   */
  isStrange(container: { labels: Record<string, string> }): boolean {
    const id = keyIdOf(container);
    if (id === null) return false;
    return id.slice(2 * idBytes) !== this.#proofOf(id.slice(0, 2 * idBytes));
  }

  /** As we hear the container; `id` is also what it is called as a peer. */
  hearing(id: string): Pairing {
    return asked(subkey(this.#of(id), containerSecrets.toAgent), id);
  }

  /** As we ask it. */
  calling(id: string): Pairing {
    return asking(subkey(this.#of(id), containerSecrets.fromAgent), id);
  }

  #proofOf(name: string): string {
    return subkey(this.#secret, `name ${name}`).toString('hex').slice(0, proofLength);
  }

  #of(id: string): Buffer {
    return subkey(this.#secret, `container ${id}`);
  }
}
