'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';

/** The width of an element in CSS pixels, 0 until it is known. */
export const useWidth = <T extends HTMLElement>(): { ref: RefObject<T | null>; width: number } => {
  const ref = useRef<T>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
};
