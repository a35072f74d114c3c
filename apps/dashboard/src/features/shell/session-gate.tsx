'use client';

import { hasTwelveHours, shellWords } from '@nanoedge/words';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { Empty, Problem, Skeleton } from '@/components/ui/feedback.tsx';
import { isSignedOut, problemText } from '@/browser/api/problem.ts';
import { useGate } from '@/browser/api/sign-in-gate.ts';
import { PlaceProvider } from '@/browser/site/site.tsx';
import { useTRPC } from '@/browser/api/trpc.ts';

const Waiting = () => (
  <div role="status" className="flex min-h-dvh">
    <span className="sr-only">{shellWords.loading}</span>
    <div className="hidden w-56 flex-col gap-2 border-r border-line bg-surface p-3 md:flex">
      <Skeleton className="mb-4 h-8 w-32" />
      {[0, 1, 2, 3].map((row) => (
        <Skeleton key={row} className="h-8" />
      ))}
    </div>
    <div className="flex flex-1 flex-col gap-4 p-6">
      <Skeleton className="h-7 w-40" />
      <Skeleton className="h-[60vh]" />
    </div>
  </div>
);

/** Lets nobody in who is not signed in; finds out who they are and which site they look at. */
export const SessionGate = ({ children }: { children: ReactNode }) => {
  const trpc = useTRPC();
  const router = useRouter();
  const me = useQuery({ ...trpc.me.get.queryOptions(), staleTime: 60_000 });
  const sites = useQuery({ ...trpc.site.list.queryOptions(), staleTime: 60_000 });
  const first = sites.data?.[0];
  const site = useQuery({
    ...trpc.site.get.queryOptions(first === undefined ? skipToken : { site: first.id }),
    staleTime: 60_000,
  });
  const error = me.error ?? sites.error ?? site.error;
  const signedOut = isSignedOut(error);
  const shown = me.data !== undefined && site.data !== undefined;
  const gate = useGate();
  // From now on a refused call waits for a sign-in over the page, which stays as it is
  useEffect(() => (shown ? gate.guard() : undefined), [shown, gate]);
  useEffect(() => {
    if (signedOut)
      router.replace(
        `/sign-in?next=${encodeURIComponent(window.location.pathname + window.location.search)}`,
      );
  }, [signedOut, router]);
  if (me.data !== undefined && site.data !== undefined && !signedOut) {
    return (
      <PlaceProvider
        me={me.data}
        site={site.data}
        hour12={hasTwelveHours(window.navigator.language)}
      >
        {children}
      </PlaceProvider>
    );
  }
  if (error !== null && !signedOut) {
    const retry = () =>
      Promise.all([me.refetch(), sites.refetch(), first === undefined ? null : site.refetch()]);
    return <Problem title={shellWords.notOpened} detail={problemText(error)} retry={retry} />;
  }
  if (sites.data !== undefined && first === undefined) {
    return <Empty title={shellWords.noSite}>{shellWords.getSite}</Empty>;
  }
  return <Waiting />;
};
