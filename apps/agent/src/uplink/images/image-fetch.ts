import { atMostEvery, Serial } from '@nanoedge/base';
import type { Digest, ImageArchive, Release } from '@nanoedge/protocol';
import { imageFailures } from '@nanoedge/words';
import type { Logger } from 'pino';
import type { Engine, PullProgress } from '../../engine/engine.ts';
import { findImage } from '../../engine/image-identity.ts';
import { EngineRefused, ImageCorrupt } from '../../errors.ts';
import type { DashboardAccess } from '../link/dashboard.ts';
import { missingLayers, savedImage } from './image-archive.ts';
import { download, type Blob } from './layer-download.ts';
import { LayerFolder } from './layer-folder.ts';

export interface ImageFetchPorts extends DashboardAccess {
  engine: Pick<Engine, 'image' | 'layerChains' | 'load' | 'pull'>;
  /** Where layers wait until the engine has them. */
  folder: string;
  log: Logger;
}

export type ImageProgress = PullProgress;

interface Pulling {
  release: Release;
  progress: (progress: ImageProgress) => void;
  signal: AbortSignal;
}

interface Bringing extends Pulling {
  archive: ImageArchive;
}

const progressMs = 200;

const unique = (blobs: readonly Blob[]): Blob[] => [
  ...new Map(blobs.map((blob) => [blob.digest, blob])).values(),
];

const sum = (blobs: readonly Blob[]): number =>
  blobs.reduce((total, { bytes }) => total + bytes, 0);

/**
 * Brings images to the engine: from the dashboard only the layers that it lacks, and all of them
 * where it does not accept that; those that a registry has the engine pulls itself. One image at a
 * time, so that the next one finds the layers that both share.
 */
export class ImageFetch {
  readonly #ports: ImageFetchPorts;
  readonly #folder: LayerFolder;
  readonly #turn = new Serial();

  constructor(ports: ImageFetchPorts) {
    this.#ports = ports;
    this.#folder = new LayerFolder(ports.folder);
  }

  /**
   * Resolves once the engine has the image; `sentBytes` is 0 when it was there. Throws
   * DashboardUnreachable, LinkRefused, ImageCorrupt, DiskRefused, EngineRefused, EngineUnreachable,
   * or the signal's reason. What came stays for the next try.
   */
  async bring(
    release: Release,
    progress: (progress: ImageProgress) => void,
    signal: AbortSignal,
  ): Promise<{ sentBytes: number }> {
    return this.#turn.run(async () => {
      if ((await findImage(this.#ports.engine, release)) !== null) return { sentBytes: 0 };
      if (release.pull) return this.#pull({ release, progress, signal });
      const { archive } = release;
      if (archive === null) throw new EngineRefused(404, `No such image: ${release.image}`);
      return this.#bring({ release, archive, progress, signal });
    }, signal);
  }

  /** Deletes the files of configs and layers that are not wanted. */
  async prune(wanted: readonly Digest[]): Promise<void> {
    await this.#turn.run(async () => this.#folder.prune(wanted));
  }

  async #pull({ release, progress, signal }: Pulling): Promise<{ sentBytes: number }> {
    const { engine, clock, log } = this.#ports;
    const emit = {
      sending: atMostEvery(progressMs, clock, progress),
      loading: atMostEvery(progressMs, clock, progress),
    };
    let step: ImageProgress['step'] = 'sending';
    let sentBytes = 0;
    const hear = (now: ImageProgress): void => {
      const { totalBytes } = now;
      // The last of these may have come too soon after another
      if (step === 'sending' && now.step === 'loading')
        progress({ step, bytes: totalBytes, totalBytes });
      step = now.step;
      sentBytes = step === 'sending' ? now.bytes : totalBytes;
      emit[step](now);
    };
    await engine.pull(release.image, hear, signal);
    if ((await findImage(engine, release)) === null) {
      throw new ImageCorrupt(imageFailures.otherImage(release.image, release.imageId));
    }
    log.info({ image: release.image, sentBytes }, 'image pulled');
    return { sentBytes };
  }

  async #bring(bringing: Bringing): Promise<{ sentBytes: number }> {
    const { release, archive, signal } = bringing;
    const { engine, log } = this.#ports;
    const config = { digest: release.imageId, bytes: archive.configBytes };
    const all = unique([config, ...archive.layers]);
    const missing = unique(missingLayers(archive.layers, await engine.layerChains()));
    signal.throwIfAborted();
    let sent = unique([config, ...missing]);
    const accepted = await this.#sendAndLoad(bringing, sent, missing);
    if (!accepted) {
      log.info(
        { image: release.image },
        'the engine did not take the thin image; sending all of it',
      );
      sent = all;
      const whole = await this.#sendAndLoad(bringing, sent, unique(archive.layers));
      if (!whole) throw new EngineRefused(500, imageFailures.lostImage(release.image));
    }
    await this.#folder.remove(all.map(({ digest }) => digest));
    const sentBytes = sum(sent);
    log.info({ image: release.image, sentBytes, layers: missing.length }, 'image loaded');
    return { sentBytes };
  }

  /**
   * Whether the engine has the image then. A refusal of the whole image is an error, that of a part
   * is not.
   */
  async #sendAndLoad(
    bringing: Bringing,
    blobs: readonly Blob[],
    included: readonly Blob[],
  ): Promise<boolean> {
    const { release, archive, signal } = bringing;
    const { engine } = this.#ports;
    await this.#send(bringing, blobs);
    try {
      await this.#load(bringing, included);
    } catch (error) {
      if (
        error instanceof EngineRefused &&
        included.length < unique(archive.layers).length &&
        !signal.aborted
      )
        return false;
      throw error;
    }
    return (await findImage(engine, release)) !== null;
  }

  async #send({ progress, signal }: Bringing, blobs: readonly Blob[]): Promise<void> {
    const totalBytes = sum(blobs);
    const emit = atMostEvery(progressMs, this.#ports.clock, (bytes: number) =>
      progress({ step: 'sending', bytes, totalBytes }),
    );
    const ports = { ...this.#ports, folder: this.#folder };
    let before = 0;
    for (const blob of blobs) {
      await download(ports, blob, { signal, onBytes: (bytes) => emit(before + bytes) });
      before += blob.bytes;
    }
    progress({ step: 'sending', bytes: totalBytes, totalBytes });
  }

  async #load(
    { release, archive, progress, signal }: Bringing,
    included: readonly Blob[],
  ): Promise<void> {
    const totalBytes = sum(included);
    const emit = atMostEvery(progressMs, this.#ports.clock, (bytes: number) =>
      progress({ step: 'loading', bytes, totalBytes }),
    );
    const image = { release, included, layers: archive.layers, configBytes: archive.configBytes };
    await this.#ports.engine.load(savedImage(image, this.#folder, emit), signal);
    progress({ step: 'loading', bytes: totalBytes, totalBytes });
  }
}
