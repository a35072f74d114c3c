'use client';

import { useEffect, useState } from 'react';

/** The value once it has been still for `ms`. Two values with the same JSON are the same. */
export const useDebounced = <T>(value: T, ms: number): T => {
  const [still, setStill] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setStill(value), ms);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the text stands for the value
  }, [text, ms]);
  return still;
};
