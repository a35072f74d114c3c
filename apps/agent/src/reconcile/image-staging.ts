import { type Clock, describeError, sleep } from '@nanoedge/base';
import type { Release } from '@nanoedge/protocol';
import { serviceReasons } from '@nanoedge/words';
import type { Logger } from 'pino';
import { linkDelayMs } from '../time/back-off.ts';
import type { ImageFetch, ImageProgress } from '../uplink/images/image-fetch.ts';
import type { Jobs } from './jobs.ts';
import type { Journal } from './journal.ts';
import { isFinal } from './refusal.ts';
import type { RunLog } from './run-log.ts';
import { bringKey } from './step.ts';
import type { Targets } from './targets.ts';
import type { Verdicts } from './verdicts.ts';

/** An image that came and was refused is tried again so often before the run is given up. */
const imageTries = 3;

export interface ImageStagingPorts {
  clock: Clock;
  log: Logger;
  jobs: Jobs;
  journal: Journal;
  runLog: RunLog;
  targets: Targets;
  verdicts: Verdicts;
  images: Pick<ImageFetch, 'bring'>;
}

/** Brings images as work beside the plan, until they are there or nobody asks for them any more. */
export class ImageStaging {
  readonly #ports: ImageStagingPorts;

  constructor(ports: ImageStagingPorts) {
    this.#ports = ports;
  }

  start(release: Release): void {
    this.#ports.jobs.start(bringKey(release.imageId), async (signal) =>
      this.#bringAtLast(release, signal),
    );
  }

  async #bringAtLast(release: Release, signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#ports;
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      try {
        await this.#bring(release, signal);
        return;
      } catch (error) {
        if (signal.aborted) return;
        log.warn({ image: release.image, reason: describeError(error) }, 'image did not come');
        if (isFinal(error) && attempt >= imageTries && this.#refuse(release, error)) return;
        await sleep(clock, linkDelayMs(attempt, Math.random), signal);
      }
    }
  }

  async #bring(release: Release, signal: AbortSignal): Promise<void> {
    const { images, journal, runLog, targets, log } = this.#ports;
    let sent = 0;
    const tell = ({ step, bytes, totalBytes }: ImageProgress): void => {
      if (step === 'sending') sent = Math.max(sent, totalBytes);
      for (const ref of targets.waitingFor(release.imageId)) {
        if (step === 'loading' && sent > 0) journal.measure(ref.run, { imageSent: true });
        runLog.running(ref, step, { bytes, totalBytes });
      }
    };
    const { sentBytes } = await images.bring(release, tell, signal);
    for (const ref of targets.waitingFor(release.imageId)) {
      if (sentBytes > 0) journal.measure(ref.run, { imageSent: true });
      runLog.done(ref, 'loading', { bytes: sentBytes, totalBytes: sentBytes });
    }
    log.info({ image: release.image, bytes: sentBytes }, 'image brought');
  }

  /** Whether any run waited for the image and will not now. */
  #refuse({ imageId }: Release, { message }: Error): boolean {
    const refs = this.#ports.targets.waitingFor(imageId);
    for (const { deployment } of refs)
      this.#ports.verdicts.turnBack(deployment, {
        outcome: 'refused',
        reason: serviceReasons.noImage(message),
        exitCode: null,
        logLines: [],
      });
    return refs.length > 0;
  }
}
