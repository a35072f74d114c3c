import { useCallback, useEffect, useMemo, useState } from 'react';
import {
  dwellMs,
  firstPosition,
  follow,
  next,
  type PageCounts,
  type Position,
  previous,
} from './slides.ts';

interface Show {
  position: Position;
  ids: readonly string[];
  /** Grows when the show moves on to another item, and not when the list changes under it. */
  slot: number;
}

type Step = (at: Position, counts: PageCounts) => Position;

/**
 * Where the show is and how it moves on: by itself and by the arrow keys. `ids` are what its items
 * are, in their order.
 */
export const useShow = (ids: readonly string[]) => {
  const [pages, setPages] = useState<Readonly<Record<string, number>>>({});
  const [kept, setShow] = useState<Show>({ position: firstPosition, ids, slot: 0 });
  const changed = kept.ids.join(' ') !== ids.join(' ');
  const show = changed ? { ...kept, ids, position: follow(kept.position, kept.ids, ids) } : kept;
  if (changed) setShow(show);
  const countsText = ids.map((id) => pages[id] ?? 1).join(' ');
  const counts = useMemo(
    () => (countsText === '' ? [] : countsText.split(' ').map(Number)),
    [countsText],
  );
  const move = useCallback(
    (step: Step) =>
      setShow((at) => {
        const position = step(at.position, counts);
        const slot = position.item === at.position.item ? at.slot : at.slot + 1;
        return { ...at, position, slot };
      }),
    [counts],
  );
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'ArrowRight' || key === 'PageDown') move(next);
      if (key === 'ArrowLeft' || key === 'PageUp') move(previous);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [move]);
  const { item, page } = show.position;
  useEffect(() => {
    const ms = dwellMs({ item, page }, counts);
    if (ms === null) return undefined;
    const timer = setTimeout(() => move(next), ms);
    return () => clearTimeout(timer);
  }, [item, page, counts, move]);
  const id = ids[item] ?? '';
  const onPages = useCallback(
    (count: number) =>
      setPages((before) => (before[id] === count ? before : { ...before, [id]: count })),
    [id],
  );
  const count = counts[item] ?? 1;
  return {
    item,
    page: Math.min(page, count - 1),
    wantedPage: page,
    slot: show.slot,
    count,
    onPages,
  };
};
