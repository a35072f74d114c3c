'use client';

import type { ContentKind } from '@nanoedge/protocol';
import { FileText, Image as ImageIcon, Link2, NotebookText } from 'lucide-react';
import Markdown from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';

const icons = { pdf: FileText, image: ImageIcon, markdown: NotebookText, link: Link2 } as const;

/** A small picture of a piece of content: images as they are, the rest by its kind. */
export const Thumbnail = ({ kind, href }: { kind: ContentKind; href: string }) => {
  const Icon = icons[kind];
  return (
    <span className="flex size-10 shrink-0 items-center justify-center overflow-hidden rounded border border-line bg-sunken text-ink-soft">
      {kind === 'image' ? (
        // The picture comes from our own store; the optimiser of Next would only copy it. Its name
        // stands beside it.
        <img src={href} alt="" className="size-full object-cover" />
      ) : (
        <Icon aria-hidden className="size-5" />
      )}
    </span>
  );
};

/** Markdown drawn safely, from text. */
export const MarkdownText = ({ text }: { text: string }) => (
  <div className="prose-note">
    <Markdown remarkPlugins={[remarkGfm]} rehypePlugins={[rehypeSanitize]}>
      {text}
    </Markdown>
  </div>
);
