'use client';

import type { Names } from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSite } from '@/browser/site/site.tsx';
import { useTRPC } from '@/browser/api/trpc.ts';

/** What the site's zones and devices are called; an id that nobody knows is its own name. */
export const useNames = (): Names => {
  const { id: site, plan } = useSite();
  const trpc = useTRPC();
  const devices = useQuery(trpc.devices.list.queryOptions({ site }));
  return useMemo(() => {
    const zones = new Map(plan.zones.map((zone) => [String(zone.id), zone.name]));
    const named = new Map((devices.data ?? []).map((device) => [String(device.id), device.name]));
    return { zone: (id) => zones.get(id) ?? id, device: (id) => named.get(id) ?? id };
  }, [plan, devices.data]);
};
