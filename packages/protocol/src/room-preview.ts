import * as z from 'zod/mini';

/** What the dashboard's page asks of the room screen's page that it has in a frame. */
export const PreviewAsk = z.object({
  kind: z.enum(['pdf', 'image', 'markdown', 'link']),
  name: z.string(),
  /** Where the frame reads it; of a link, where it leads. */
  url: z.string().check(z.minLength(1)),
  /** Counted from 0. */
  page: z.int().check(z.nonnegative()),
});
export type PreviewAsk = z.infer<typeof PreviewAsk>;

/** What the frame says: that it can be asked, and then how many pages the piece has. */
export const PreviewAnswer = z.object({ pages: z.nullable(z.int().check(z.positive())) });
export type PreviewAnswer = z.infer<typeof PreviewAnswer>;
