'use client';

import { Throttle } from '@nanoedge/base';
import type { ChangedEntity } from '@nanoedge/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '@/browser/api/trpc.ts';
import type { LiveStore } from './store.ts';

const runsEveryMs = 250;

/**
 * Makes the pages read again what has changed. Steps of runs come often, so runs are read again at
 * most four times a second.
 */
export interface Invalidation {
  changed: (entity: ChangedEntity) => void;
  watch: (store: LiveStore, signal: AbortSignal) => void;
}

export const useInvalidation = (): Invalidation => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useMemo(() => {
    const services = [
      trpc.devices.pathFilter(),
      trpc.nanoservices.pathFilter(),
      trpc.deployments.pathFilter(),
    ];
    const filters = {
      meetings: [trpc.meetings.pathFilter(), trpc.simulation.pathFilter()],
      people: [trpc.people.pathFilter(), trpc.simulation.pathFilter()],
      devices: services,
      deployments: services,
      runs: [trpc.runs.pathFilter()],
      snapshots: [trpc.snapshots.pathFilter()],
    } satisfies Record<ChangedEntity, unknown>;
    const invalidate = (entity: ChangedEntity) => {
      for (const filter of filters[entity]) void queries.invalidateQueries(filter);
    };
    const runs = new Throttle(runsEveryMs, () => invalidate('runs'));
    const ended = new Throttle(runsEveryMs, () => invalidate('deployments'));
    return {
      changed: (entity) => (entity === 'runs' ? runs.call() : invalidate(entity)),
      watch: (store, signal) => {
        let cursor = store.read().data.cursor;
        const off = store.subscribe(() => {
          const { data } = store.read();
          const known = data.events.findIndex(({ event }) => event.id <= cursor);
          const news = (known === -1 ? data.events : data.events.slice(0, known)).map(
            ({ event }) => event.body.type,
          );
          cursor = data.cursor;
          if (news.includes('run.step') || news.includes('run.finished')) runs.call();
          if (news.includes('run.finished')) ended.call();
        });
        signal.addEventListener('abort', () => {
          off();
          runs.stop();
          ended.stop();
        });
      },
    };
  }, [trpc, queries]);
};
