'use client';

import { useEffect, useState } from 'react';

/** Epoch ms, renewed every `everyMs` while `on`; for movement. Everything slower reads `useNow`. */
export const useTick = (everyMs: number, on: boolean): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, on]);
  return now;
};
