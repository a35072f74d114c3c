'use client';

import { useQuery } from '@tanstack/react-query';
import { useSite } from '@/browser/site/site.tsx';
import { useTRPC } from '@/browser/api/trpc.ts';

/** What runs where, as the server read it last. */
export const useMatrix = () => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  return useQuery(trpc.nanoservices.matrix.queryOptions({ site }));
};
