import { describeError } from '@nanoedge/base';
import type { DesiredState } from '@nanoedge/protocol';
import type { Logger } from 'pino';
import type { Fact, FactReader, FactType } from '../facts.ts';
import type { ContentFetch } from './content/content-fetch.ts';
import type { ImageFetch } from './images/image-fetch.ts';
import type { Link } from './link/link.ts';

export interface UplinkParts {
  link: Link;
  content: ContentFetch;
  images: ImageFetch;
  log: Logger;
}

/** After which facts the dashboard is told soon what runs. */
const changesTheReport: ReadonlySet<FactType> = new Set<FactType>([
  'status.changed',
  'engine.answers',
  'engine.silent',
  'desired.applied',
]);

/** What this device is to its dashboard. Nothing at the edge waits for it. */
export class Uplink implements FactReader {
  readonly link: Link;
  readonly #parts: UplinkParts;

  constructor(parts: UplinkParts) {
    this.link = parts.link;
    this.#parts = parts;
  }

  hear(fact: Fact): void {
    const { link, content } = this.#parts;
    if (fact.type === 'desired.accepted') {
      content.assign(fact.desired.content);
      void this.#forgetLayers(fact.desired);
    }
    if (changesTheReport.has(fact.type)) link.reportChanged();
    if (fact.type === 'address.changed') link.greetAgain();
  }

  async start(signal: AbortSignal): Promise<void> {
    await this.link.start(signal);
  }

  stop(): void {
    this.#parts.content.stop();
  }

  /** What was brought for a release that nobody wants any more only takes room. */
  async #forgetLayers({ deployments }: DesiredState): Promise<void> {
    const { images, log } = this.#parts;
    const wanted = deployments.flatMap(({ release }) => [
      release.imageId,
      ...(release.archive?.layers ?? []).map(({ digest }) => digest),
    ]);
    try {
      await images.prune(wanted);
    } catch (error) {
      log.warn({ reason: describeError(error) }, 'unwanted image layers could not be deleted');
    }
  }
}
