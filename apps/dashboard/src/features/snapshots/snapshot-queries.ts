'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSite } from '@/browser/site/site.tsx';
import { useTRPC } from '@/browser/api/trpc.ts';

/** The site's snapshots, or those of one deployment. */
export const useSnapshots = (deployment?: string) => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  return useQuery(
    trpc.snapshots.list.queryOptions(deployment === undefined ? { site } : { site, deployment }),
  );
};

/** Reads snapshots again, and runs, whose Undo depends on them. */
export const useRereadSnapshots = () => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return () =>
    Promise.all(
      [trpc.snapshots, trpc.runs].map((part) => queries.invalidateQueries(part.pathFilter())),
    );
};
