import type { ContentKind } from '@nanoedge/protocol';

/** What kind of thing a meeting shows. */
export const contentKindWord: Record<ContentKind, string> = {
  pdf: 'PDF',
  image: 'image',
  markdown: 'text',
  link: 'link',
};
