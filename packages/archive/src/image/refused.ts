import type { RefusalWords } from '@nanoedge/words';

/** An archive that is not one image that we can use. Message and remedy are for people. */
export class ImageRefused extends Error {
  readonly remedy: string | null;
  readonly isTooLarge: boolean;
  constructor({ message, remedy }: RefusalWords, { isTooLarge = false } = {}) {
    super(message);
    this.name = 'ImageRefused';
    this.remedy = remedy ?? null;
    this.isTooLarge = isTooLarge;
  }
}
