'use client';

import type { ChangedEntity } from '@nanoedge/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '@/browser/api/trpc.ts';
import type { PushListener } from './pushes.ts';

/**
 * Makes the pages read again what has changed. Runs are not here: `features/runs` keeps them
 * current from their events and reads them again only where those do not say enough.
 */
export const useInvalidation = (): PushListener => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useMemo(() => {
    const services = [
      trpc.devices.pathFilter(),
      trpc.nanoservices.pathFilter(),
      trpc.deployments.pathFilter(),
      // The lesson in use is part of a deployment's config
      trpc.calibration.get.pathFilter(),
    ];
    const filters = {
      meetings: [trpc.meetings.pathFilter(), trpc.simulation.pathFilter()],
      people: [trpc.people.pathFilter(), trpc.simulation.pathFilter()],
      devices: services,
      deployments: services,
      snapshots: [trpc.snapshots.pathFilter()],
      // Names of rooms and zones, and texts by the site's clock, are in nearly all that is read
      site: [
        trpc.site.pathFilter(),
        trpc.meetings.pathFilter(),
        trpc.journeys.pathFilter(),
        ...services,
      ],
    } satisfies Record<Exclude<ChangedEntity, 'runs'>, unknown>;
    const again = (found: (typeof filters)[keyof typeof filters]) => {
      for (const filter of found) void queries.invalidateQueries(filter);
    };
    return {
      changed: (entity) => {
        if (entity !== 'runs') again(filters[entity]);
      },
      gap: () => {
        for (const found of new Set(Object.values(filters))) again(found);
      },
    };
  }, [trpc, queries]);
};
