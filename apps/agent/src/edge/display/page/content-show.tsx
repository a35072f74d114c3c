import { roomScreenWords, timeOfDay, type WallClock } from '@nanoedge/words';
import { useMemo, type ReactElement } from 'react';
import type { DrawnItem } from '../model.ts';
import { ShownPiece } from './shown-piece.tsx';
import { useShow } from './use-show.ts';

const contentUrl = (digest: string): string => `/content/${digest}`;

const idsOf = (items: readonly DrawnItem[]): string[] => {
  const ids = items.map((item) => (item.kind === 'link' ? item.url : item.digest));
  // The same piece may stand in a meeting twice
  return ids.map((id, index) => `${ids.slice(0, index).filter((one) => one === id).length}:${id}`);
};

/** A meeting's content, full bleed: moves on by itself and by the arrow keys. */
export const ContentShow = ({
  title,
  items,
  now,
  clock,
}: {
  title: string;
  items: readonly DrawnItem[];
  now: number;
  clock: WallClock;
}): ReactElement => {
  const ids = useMemo(() => idsOf(items), [items]);
  const show = useShow(ids);
  const item = items[show.item];
  return (
    <section className="content" data-testid="room-content" aria-label={title}>
      {item === undefined ? (
        <div className="bare">
          <h1>{title}</h1>
          <p>{roomScreenWords.empty}</p>
        </div>
      ) : (
        // What replaces an item of its kind takes its place only once it is drawn
        <ShownPiece
          key={`${show.slot} ${item.kind}`}
          kind={item.kind}
          name={item.name}
          url={item.kind === 'link' ? item.url : contentUrl(item.digest)}
          page={show.wantedPage}
          onPages={show.onPages}
        />
      )}
      <div className="corner">
        <time>{timeOfDay(now, clock)}</time>
        {show.count > 1 ? <span>{roomScreenWords.page(show.page + 1, show.count)}</span> : null}
        {items.length > 1 ? (
          <span
            className="dots"
            role="img"
            aria-label={roomScreenWords.item(show.item + 1, items.length)}
          >
            {ids.map((id, index) => (
              <i key={id} className={index === show.item ? 'on' : ''} />
            ))}
          </span>
        ) : null}
      </div>
    </section>
  );
};
