'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/browser/api/trpc.ts';
import { nanoserviceOrder } from './nanoservice-order.ts';

/**
 * All nanoservices by name and title, in the order of the matrix; none before they were read.
 * `enabled` false: they are not asked for.
 */
export const useNanoserviceTitles = (enabled = true): { name: string; title: string }[] => {
  const trpc = useTRPC();
  const { data: known } = useQuery(trpc.nanoservices.titles.queryOptions(undefined, { enabled }));
  if (known === undefined) return [];
  const titles = new Map<string, string>(known.map(({ name, title }) => [name, title]));
  return nanoserviceOrder([...titles.keys()]).map((name) => ({
    name,
    title: titles.get(name) ?? name,
  }));
};
