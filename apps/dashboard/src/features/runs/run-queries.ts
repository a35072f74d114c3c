'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { openByDeployment, type Run } from './run.ts';
import { type SiteDetail, useMay, useSite } from '@/browser/site/site.tsx';
import { useTRPC } from '@/browser/api/trpc.ts';

const recent = 30;
/** As many as the server gives at once: more than a site has deployments. */
const most = 1_000;

/** What is asked for the list of open runs. */
export const openRunsInput = (site: SiteDetail['id']) => ({ site, open: true, limit: most });

/** Runs that have not ended, newest first. Only administrators see the machinery. */
export const useOpenRuns = () => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const may = useMay();
  return useQuery({
    ...trpc.runs.list.queryOptions(openRunsInput(site)),
    enabled: may('deployment.change'),
  });
};

/** The open run of each deployment. */
export const useOpenRunOf = (): ReadonlyMap<string, Run> => {
  const { data } = useOpenRuns();
  return useMemo(() => openByDeployment(data ?? []), [data]);
};

/** The last runs of the site, newest first. */
export const useRecentRuns = () => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const may = useMay();
  return useQuery({
    ...trpc.runs.list.queryOptions({ site, limit: recent }),
    enabled: may('deployment.change'),
  });
};

/** The runs that one click started, by device. */
export const useBatch = (batch: string) => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  return useQuery({
    ...trpc.runs.list.queryOptions({ site, batch, limit: most }),
    select: (runs) =>
      runs.toSorted(
        (a, b) => a.deviceName.localeCompare(b.deviceName) || a.name.localeCompare(b.name),
      ),
  });
};

/** Reads runs and what they change again; used after every request that starts or ends one. */
export const useReread = () => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return () =>
    Promise.all(
      [trpc.runs, trpc.nanoservices, trpc.deployments, trpc.devices].map((part) =>
        queries.invalidateQueries(part.pathFilter()),
      ),
    );
};
