import type { ContentItem } from '@nanoedge/protocol';
import type { Inputs } from '@/browser/api/trpc.ts';

type ContentInput = Inputs['meetings']['addContent']['item'];

/** A piece of content in the form: on its way, there, or refused. `key` is the page's own. */
export type DraftContent =
  | { key: string; state: 'uploading'; name: string; bytes: number; share: number }
  | {
      key: string;
      state: 'ready';
      kind: 'pdf' | 'image' | 'markdown';
      name: string;
      digest: string;
      bytes: number;
    }
  | { key: string; state: 'ready'; kind: 'link'; name: string; url: string }
  /** With `retry`, the file that did not arrive: trying again may help. */
  | { key: string; state: 'refused'; name: string; problem: string; retry?: File };

/** What the server wants of the pieces that are there. */
export const contentInput = (content: readonly DraftContent[]): ContentInput[] =>
  content
    .filter((item) => item.state === 'ready')
    .map((item) =>
      item.kind === 'link'
        ? { kind: 'link', name: item.name, url: item.url }
        : { kind: 'file', name: item.name, digest: item.digest },
    );

/** A stored piece as the form holds it. */
export const contentDraftOf = (key: string, item: ContentItem): DraftContent =>
  item.kind === 'link'
    ? { key, state: 'ready', kind: 'link', name: item.name, url: item.url }
    : {
        key,
        state: 'ready',
        kind: item.kind,
        name: item.name,
        digest: item.digest,
        bytes: item.bytes,
      };

/** Moves the piece with this key up (−1) or down (1); at the ends nothing moves. */
export const moved = (
  content: readonly DraftContent[],
  key: string,
  by: -1 | 1,
): DraftContent[] => {
  const from = content.findIndex((item) => item.key === key);
  const to = from + by;
  const item = content[from];
  if (item === undefined || to < 0 || to >= content.length) return [...content];
  const rest = content.filter((_, index) => index !== from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
};

/** Where the browser reads a stored file. */
export const contentHref = (digest: string): string => `/api/content/${encodeURIComponent(digest)}`;
