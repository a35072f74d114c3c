'use client';

import { linkStateWords } from '@nanoedge/words';
import { DatabaseZap } from 'lucide-react';
import { useEffect } from 'react';
import { useHealth } from '@/browser/live/health.ts';
import { useLink } from '@/browser/live/provider.tsx';

/** Says that the database is down, for as long as it is. */
export const DatabaseBanner = () => {
  const { database: answers } = useHealth();
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
