import { roomScreenWords, timeOfDay, type WallClock } from '@nanoedge/words';
import { useCallback, useEffect, useMemo, useState, type ReactElement } from 'react';
import type { ContentItem } from '@nanoedge/protocol';
import { ImageItem } from './items/image-item.tsx';
import { LinkItem } from './items/link-item.tsx';
import { MarkdownItem } from './items/markdown-item.tsx';
import { PdfItem } from './items/pdf-item.tsx';
import { dwellMs, firstPosition, next, previous } from './slides.ts';

const contentUrl = (digest: string): string => `/content/${digest}`;

interface ItemProps {
  item: ContentItem;
  page: number;
  onPages: (pages: number) => void;
}

const Item = ({ item, page, onPages }: ItemProps): ReactElement => {
  switch (item.kind) {
    case 'pdf':
      return <PdfItem url={contentUrl(item.digest)} page={page} onPages={onPages} />;
    case 'image':
      return <ImageItem url={contentUrl(item.digest)} name={item.name} />;
    case 'markdown':
      return <MarkdownItem url={contentUrl(item.digest)} />;
    case 'link':
      return <LinkItem url={item.url} name={item.name} />;
  }
};

const keyOf = (item: ContentItem, index: number): string =>
  `${index} ${item.kind === 'link' ? item.url : item.digest}`;

/** A meeting's content, full bleed: moves on by itself and by the arrow keys. */
export const ContentShow = ({
  title,
  items,
  now,
  clock,
}: {
  title: string;
  items: readonly ContentItem[];
  now: number;
  clock: WallClock;
}): ReactElement => {
  const [pages, setPages] = useState<Readonly<Record<string, number>>>({});
  const [wanted, setPosition] = useState(firstPosition);
  const position = wanted.item < items.length ? wanted : firstPosition;
  const { item: shown, page } = position;
  const countsText = items.map((item, index) => pages[keyOf(item, index)] ?? 1).join(' ');
  const counts = useMemo(
    () => (countsText === '' ? [] : countsText.split(' ').map(Number)),
    [countsText],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'ArrowRight' || event.key === 'PageDown')
        setPosition((at) => next(at, counts));
      if (event.key === 'ArrowLeft' || event.key === 'PageUp')
        setPosition((at) => previous(at, counts));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [counts]);
  useEffect(() => {
    const ms = dwellMs({ item: shown, page }, counts);
    if (ms === null) return undefined;
    const timer = setTimeout(() => setPosition((at) => next(at, counts)), ms);
    return () => clearTimeout(timer);
  }, [shown, page, counts]);
  const item = items[shown];
  const key = item === undefined ? '' : keyOf(item, shown);
  const onPages = useCallback(
    (count: number) => setPages((before) => ({ ...before, [key]: count })),
    [key],
  );
  const pageCount = counts[shown] ?? 1;
  return (
    <section className="content" data-testid="room-content" aria-label={title}>
      {item === undefined ? (
        <div className="bare">
          <h1>{title}</h1>
          <p>{roomScreenWords.empty}</p>
        </div>
      ) : (
        <Item key={key} item={item} page={page} onPages={onPages} />
      )}
      <div className="corner">
        <time>{timeOfDay(now, clock)}</time>
        {pageCount > 1 ? <span>{roomScreenWords.page(page + 1, pageCount)}</span> : null}
        {items.length > 1 ? (
          <span
            className="dots"
            role="img"
            aria-label={roomScreenWords.item(shown + 1, items.length)}
          >
            {items.map((each, index) => (
              <i key={keyOf(each, index)} className={index === shown ? 'on' : ''} />
            ))}
          </span>
        ) : null}
      </div>
    </section>
  );
};
