'use client';

import { linkStateWords } from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import { DatabaseZap } from 'lucide-react';
import { useEffect } from 'react';
import { useLink } from '@/browser/live/provider.tsx';

const againMs = 4_000;

/** Whether the dashboard says that its database does not answer; what else fails is not for here. */
const askHealth = async ({ signal }: { signal: AbortSignal }): Promise<boolean> => {
  const answer = await fetch('/api/health', { signal, cache: 'no-store' });
  return answer.status !== 503;
};

/** Says that the database is down, for as long as it is. */
export const DatabaseBanner = () => {
  const { data: answers = true } = useQuery({
    queryKey: ['health'],
    queryFn: askHealth,
    refetchInterval: againMs,
    retry: false,
  });
  const { store } = useLink();
  useEffect(() => store.setDatabaseDown(!answers), [store, answers]);
  if (answers) return null;
  return (
    <div
      role="alert"
      data-testid="database-banner"
      className="flex items-center gap-2 border-b border-broken/40 bg-broken-soft px-4 py-2 text-broken"
    >
      <DatabaseZap aria-hidden className="size-4 shrink-0" />
      <p>{linkStateWords.databaseDown}</p>
    </div>
  );
};
