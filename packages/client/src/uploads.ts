import * as z from 'zod/mini';

/**
 * What became of an image archive that was sent; `upload` names it from then on. `manifest` is what
 * the image says of itself; null: nothing.
 */
export const ImageUpload = z.looseObject({
  upload: z.string(),
  imageId: z.string(),
  bytes: z.number(),
  manifest: z.nullable(z.looseObject({ name: z.string() })),
});
export type ImageUpload = z.infer<typeof ImageUpload>;

/** What became of a file for a meeting; the meeting names it by its digest. */
export const ContentUpload = z.looseObject({ digest: z.string(), name: z.string() });
export type ContentUpload = z.infer<typeof ContentUpload>;
