'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { usePushed } from '@/browser/live/provider.tsx';
import type { PushListener } from '@/browser/live/pushes.ts';
import { Throttle } from '@nanoedge/base';
import { useSite } from '@/browser/site/site.tsx';
import { useTRPC } from '@/browser/api/trpc.ts';
import { RunCache } from './run-cache.ts';
import { newsOf } from './run-reducer.ts';
import { openRunsInput } from './run-queries.ts';

const everyMs = 250;

/**
 * Keeps runs current over the live link: steps and ends come in their events; runs are read again
 * only where an event does not say enough, at most four times a second.
 */
export const RunPush = () => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id: site } = useSite();
  const { listener, start } = useMemo(() => {
    const again = new Throttle(everyMs, () => {
      void queries.invalidateQueries(trpc.runs.pathFilter());
    });
    const services = new Throttle(everyMs, () => {
      for (const part of [trpc.devices, trpc.nanoservices, trpc.deployments])
        void queries.invalidateQueries(part.pathFilter());
    });
    const keys = {
      all: trpc.runs.pathFilter(),
      one: trpc.runs.get.pathFilter(),
      lists: trpc.runs.list.pathFilter(),
      open: trpc.runs.list.queryKey(openRunsInput(site)),
    };
    const cache = new RunCache(queries, keys, again.call);
    const heard: PushListener = {
      events: (events) => {
        const news = events.flatMap((event) => newsOf(event) ?? []);
        cache.take(news);
        if (news.some(({ body }) => body.type === 'run.finished')) services.call();
      },
      changed: (entity) => {
        if (entity === 'runs') again.call();
      },
      gap: () => {
        cache.forget();
        again.call();
      },
    };
    return {
      listener: heard,
      start: (signal: AbortSignal) => {
        cache.start(signal);
        signal.addEventListener('abort', () => {
          again.stop();
          services.stop();
        });
      },
    };
  }, [trpc, queries, site]);
  useEffect(() => {
    const controller = new AbortController();
    start(controller.signal);
    return () => controller.abort();
  }, [start]);
  usePushed(listener);
  return null;
};
