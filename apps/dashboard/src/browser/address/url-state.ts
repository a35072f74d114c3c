'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/**
 * Changes the address without asking the server for anything; Next follows. An empty value leaves
 * the address.
 */
export const setInAddress = (changes: Record<string, string>): void => {
  const next = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') next.delete(name);
    else next.set(name, value);
  }
  const query = next.toString();
  window.history.replaceState(null, '', query === '' ? window.location.pathname : `?${query}`);
};

/** Filters that live in the address, so that reload, back and sharing keep them. */
export const useUrlState = (): {
  get: (name: string) => string;
  set: (changes: Record<string, string>) => void;
} => {
  const params = useSearchParams();
  const get = useCallback((name: string) => params.get(name) ?? '', [params]);
  return { get, set: setInAddress };
};
