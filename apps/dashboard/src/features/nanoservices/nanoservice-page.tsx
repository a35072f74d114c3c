'use client';

import { nanoserviceWords, nanoservicesWords } from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useMemo } from 'react';
import { useChanges } from '@/features/deployments/changes-context.ts';
import { RunPanel } from '@/features/runs/run-table.tsx';
import { BackLink } from '@/components/ui/back-link.tsx';
import { NotFoundNotice } from '@/components/ui/not-found.tsx';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { PageHeader, Panel } from '@/components/ui/page.tsx';
import { Badge } from '@/components/ui/state-mark.tsx';
import type { MatrixView } from '@/features/deployments/live-matrix.ts';
import { useMatrix } from '@/features/deployments/matrix-query.ts';
import { usePageTitle } from '@/browser/address/page-title.ts';
import { problemText } from '@/browser/api/problem.ts';
import { nanoserviceTitle } from '@/features/deployments/nanoservice-title.ts';
import { useMay, useSite } from '@/browser/site/site.tsx';
import { useTRPC } from '@/browser/api/trpc.ts';
import { DeploymentList } from './deployment-list.tsx';
import { paperNanoservices } from './paper-nanoservices.ts';
import { ReleaseTable } from './release-table.tsx';
import { RightsPanel } from './rights-panel.tsx';

const Runs = ({ name }: { name: string }) => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const read = useQuery(trpc.runs.list.queryOptions({ site, nanoservice: name, limit: 50 }));
  return (
    <RunPanel title={nanoserviceWords.changes} read={read} empty={nanoserviceWords.noChanges} />
  );
};

const Detail = ({ name, matrix }: { name: string; matrix: MatrixView }) => {
  const changes = useChanges();
  const may = useMay();
  const title = nanoserviceTitle(matrix, name);
  const known = matrix.nanoservices.find((entry) => entry.name === name);
  const deployments = useMemo(
    () => matrix.deployments.filter(({ nanoservice }) => nanoservice === name),
    [matrix, name],
  );
  usePageTitle(title);
  const newRelease = `/new-nanoservice?of=${encodeURIComponent(name)}`;
  const releases = known?.releases ?? [];
  const [newest] = releases;
  return (
    <>
      <PageHeader
        before={<BackLink href="/nanoservices">{nanoservicesWords.title}</BackLink>}
        title={title}
        subtitle={
          <span className="flex flex-wrap items-center gap-x-2">
            {title === name ? null : <code className="text-xs">{name}</code>}
            {known?.builtIn === true ? (
              <Badge tone="accent">{nanoserviceWords.builtIn}</Badge>
            ) : null}
            {known?.description}
          </span>
        }
        actions={
          changes === null ? undefined : (
            <>
              {may('nanoservice.create') ? (
                <Link href={newRelease} className={buttonLook()}>
                  {nanoserviceWords.newRelease}
                </Link>
              ) : null}
              <Button
                tone="primary"
                disabled={releases.length === 0}
                onClick={() => changes.ask({ kind: 'add', nanoservice: name, device: null })}
              >
                <Plus aria-hidden /> {nanoserviceWords.add}
              </Button>
            </>
          )
        }
      />
      <div className="flex flex-col gap-4 px-4 md:px-6">
        <Panel title={nanoserviceWords.where}>
          {deployments.length === 0 ? (
            <Empty title={nanoserviceWords.nowhere}>{nanoserviceWords.nowhereNext}</Empty>
          ) : (
            <DeploymentList deployments={deployments} devices={matrix.devices} />
          )}
        </Panel>
        <Panel title={nanoserviceWords.releases}>
          {releases.length === 0 ? (
            <Empty title={nanoserviceWords.noRelease}>{nanoserviceWords.noReleaseNext}</Empty>
          ) : (
            <ReleaseTable releases={releases} all={matrix.nanoservices} />
          )}
        </Panel>
        {newest === undefined ? null : <RightsPanel release={newest} />}
        <Runs name={name} />
      </div>
    </>
  );
};

/** One nanoservice: its releases, where it runs, and how it was changed. */
export const NanoservicePage = ({ name }: { name: string }) => {
  const matrix = useMatrix();
  if (matrix.data !== undefined) {
    const known =
      matrix.data.nanoservices.some((entry) => entry.name === name) ||
      paperNanoservices.some((entry) => entry.name === name);
    return known ? (
      <Detail name={name} matrix={matrix.data} />
    ) : (
      <NotFoundNotice
        what={nanoserviceWords.what}
        href="/nanoservices"
        back={nanoserviceWords.seeAll}
      />
    );
  }
  return matrix.error === null ? (
    <SkeletonRows rows={8} />
  ) : (
    <Problem
      title={nanoserviceWords.unread}
      detail={problemText(matrix.error)}
      retry={matrix.refetch}
    />
  );
};
