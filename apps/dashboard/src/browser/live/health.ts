'use client';

import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';

const againMs = 4_000;

/** An older dashboard does not say of which build it is. */
const Said = z.object({ build: z.string().nullable().default(null) });

/** Whether the dashboard's database answers, and of which build the dashboard is. */
const askHealth = async ({ signal }: { signal: AbortSignal }) => {
  const answer = await fetch('/api/health', { signal, cache: 'no-store' });
  // An answer that is no JSON is a proxy's, and says nothing of the build
  const said = Said.safeParse(await answer.json().catch(() => null));
  return { database: answer.status !== 503, build: said.success ? said.data.build : null };
};

/** What the dashboard says of itself; what fails otherwise is not for here. */
export const useHealth = () =>
  useQuery({
    queryKey: ['health'],
    queryFn: askHealth,
    refetchInterval: againMs,
    retry: false,
  }).data ?? { database: true, build: null };
