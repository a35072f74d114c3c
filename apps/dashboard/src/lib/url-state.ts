'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/**
 * Filters that live in the address, so that reload, back and sharing keep them. An empty value leaves the address.
 * Next follows `history.replaceState`, and unlike its router this asks the server for nothing.
 */
export const useUrlState = (): { get: (name: string) => string; set: (changes: Record<string, string>) => void } => {
  const params = useSearchParams();
  const set = useCallback((changes: Record<string, string>) => {
    const next = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === '') next.delete(name);
      else next.set(name, value);
    }
    const query = next.toString();
    window.history.replaceState(null, '', query === '' ? window.location.pathname : `?${query}`);
  }, []);
  const get = useCallback((name: string) => params.get(name) ?? '', [params]);
  return { get, set };
};
