'use client';

import type { NanoserviceManifest } from '@nanoedge/protocol';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useDebounced } from '@/features/deployments/use-debounced.ts';

/**
 * What an image of a registry says of itself, once its name has been still for a moment; null while
 * nothing is known, and when it says nothing.
 */
export const useRegistryManifest = (reference: string): NanoserviceManifest | null => {
  const trpc = useTRPC();
  const image = useDebounced(reference.trim(), 600);
  const query = useQuery(
    trpc.nanoservices.manifest.queryOptions(
      { image },
      { enabled: image.includes('/'), retry: false, staleTime: Number.POSITIVE_INFINITY },
    ),
  );
  return query.data ?? null;
};
