import type { ContentKind } from '@nanoedge/protocol';
import type { ReactElement } from 'react';
import { ImageItem } from './items/image-item.tsx';
import { LinkItem } from './items/link-item.tsx';
import { MarkdownItem } from './items/markdown-item.tsx';
import { PdfItem } from './items/pdf-item.tsx';

/** One piece of content, full bleed. `url`: where it is read; of a link, where it leads. */
export const ShownPiece = ({
  kind,
  name,
  url,
  page,
  onPages,
}: {
  kind: ContentKind;
  name: string;
  url: string;
  page: number;
  onPages: (pages: number) => void;
}): ReactElement => {
  switch (kind) {
    case 'pdf':
      return <PdfItem url={url} page={page} onPages={onPages} />;
    case 'image':
      return <ImageItem url={url} name={name} />;
    case 'markdown':
      return <MarkdownItem url={url} page={page} onPages={onPages} />;
    case 'link':
      return <LinkItem url={url} name={name} />;
  }
};
