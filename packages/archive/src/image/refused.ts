/** An archive that is not one image that we can use. Message and remedy are for people. */
export class ImageRefused extends Error {
  readonly remedy: string | null;
  readonly isTooLarge: boolean;
  constructor(message: string, remedy: string | null = null, { isTooLarge = false } = {}) {
    super(message);
    this.name = 'ImageRefused';
    this.remedy = remedy;
    this.isTooLarge = isTooLarge;
  }
}
