'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';

/** A box that is scrolled by less than this is at its end. */
const slackPx = 4;

export interface Edges {
  /** Of the element whose only first child scrolls. */
  box: RefObject<HTMLDivElement | null>;
  left: boolean;
  right: boolean;
  /** Scrolls most of a page to one side. */
  turn: (to: 'left' | 'right') => void;
}

const scrollerIn = (box: HTMLDivElement | null): Element | null => box?.firstElementChild ?? null;

/** Whether there is more on either side of a box that scrolls sideways. */
export const useEdges = (): Edges => {
  const box = useRef<HTMLDivElement>(null);
  const [{ left, right }, setEdges] = useState({ left: false, right: false });
  useEffect(() => {
    const scroller = scrollerIn(box.current);
    if (scroller === null) return;
    const look = () => {
      const { scrollLeft, clientWidth, scrollWidth } = scroller;
      const next = {
        left: scrollLeft > slackPx,
        right: scrollLeft + clientWidth < scrollWidth - slackPx,
      };
      setEdges((now) => (now.left === next.left && now.right === next.right ? now : next));
    };
    look();
    scroller.addEventListener('scroll', look, { passive: true });
    const sizes = new ResizeObserver(look);
    sizes.observe(scroller);
    if (scroller.firstElementChild !== null) sizes.observe(scroller.firstElementChild);
    return () => {
      scroller.removeEventListener('scroll', look);
      sizes.disconnect();
    };
  }, []);
  const turn = (to: 'left' | 'right') => {
    const scroller = scrollerIn(box.current);
    const by = (scroller?.clientWidth ?? 0) * 0.8;
    scroller?.scrollBy({ left: to === 'left' ? -by : by, behavior: 'smooth' });
  };
  return { box, left, right, turn };
};
