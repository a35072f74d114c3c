'use client';

import { deploymentWord, formatBytes, formatSpan, imageSize } from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import { DeploymentMenu } from './deployment-menu.tsx';
import { useChanges } from './changes-context.ts';
import { RunPanel } from '@/features/runs/run-table.tsx';
import { NotFound } from '@/components/ui/not-found.tsx';
import { SnapshotPanel } from '@/features/snapshots/snapshot-panel.tsx';
import { Button } from '@/components/ui/button.tsx';
import { CopyId } from '@/components/ui/copy.tsx';
import { Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Fact, PageHeader, Panel } from '@/components/ui/page.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { lastSaid, runsInstead } from './last-said.ts';
import { useLiveDeployment } from './live-matrix.ts';
import { useNames } from '@/features/events/names.ts';
import { usePageTitle } from '@/browser/address/page-title.ts';
import { isNotFound, problemText } from '@/browser/api/problem.ts';
import { useSite } from '@/browser/site/site.tsx';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';

type Deployment = Outputs['deployments']['get'];

const Facts = ({ deployment }: { deployment: Deployment }) => {
  const trpc = useTRPC();
  const { data: around } = useQuery(
    trpc.deployments.around.queryOptions({ deployment: deployment.id }),
  );
  const { status, release, limits, volumes, peers } = deployment;
  const service = lastSaid(status);
  return (
    <dl className="grid grid-cols-2 gap-3 rounded-lg border border-line bg-surface p-3 sm:grid-cols-3 lg:grid-cols-6">
      <Fact label="Nanoservice">
        <Link
          href={`/nanoservices/${encodeURIComponent(deployment.nanoservice)}`}
          className="hover:text-accent hover:underline"
        >
          {around?.title ?? deployment.nanoservice}
        </Link>
      </Fact>
      <Fact label="Release">
        {release.version} · {imageSize(release, service?.imageBytes ?? null).text}
      </Fact>
      <Fact label="Image">
        <CopyId value={release.imageId} label="image id" />
      </Fact>
      <Fact label="UDP port">{deployment.port ?? 'none'}</Fact>
      <Fact label="Memory">
        {service?.memoryBytes == null ? '–' : formatBytes(service.memoryBytes)} of{' '}
        {formatBytes(limits.memoryBytes)}
      </Fact>
      <Fact label="Processes">at most {limits.pids}</Fact>
      <Fact label="Initiation">
        {service?.initiationMs == null ? '–' : formatSpan(service.initiationMs)}
      </Fact>
      <Fact label="Running since">
        {service?.startedAt == null ? '–' : <Ago at={service.startedAt} />}
      </Fact>
      <Fact label="Restarts">{service?.restarts ?? '–'}</Fact>
      <Fact label="Volumes">
        {volumes.map(({ name, path }) => `${name} at ${path}`).join(', ') || 'none'}
      </Fact>
      <Fact label="Peers">{peers.join(', ') || 'calls none'}</Fact>
      <Fact label="Deployment id">
        <CopyId value={deployment.id} label="deployment id" length={24} />
      </Fact>
    </dl>
  );
};

const Config = ({ deployment }: { deployment: Deployment }) => {
  const changes = useChanges();
  return (
    <Panel
      title="Config"
      actions={
        changes === null ? null : (
          <Button
            size="sm"
            onClick={() => changes.ask({ kind: 'change', deployment, part: 'config' })}
          >
            Change config…
          </Button>
        )
      }
      scrolls
      bodyClassName="max-h-96"
    >
      <pre className="p-3 font-mono text-xs leading-relaxed whitespace-pre-wrap">
        {JSON.stringify(deployment.config, null, 2)}
      </pre>
    </Panel>
  );
};

const Runs = ({ deployment }: { deployment: string }) => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const read = useQuery(trpc.runs.list.queryOptions({ site, deployment, limit: 50 }));
  return (
    <RunPanel
      title="Changes"
      read={read}
      withDevice={false}
      empty="It runs as the installation brought it."
    />
  );
};

const Detail = ({ read }: { read: Deployment }) => {
  const deployment = useLiveDeployment(read);
  const names = useNames();
  const where = names.device(deployment.device);
  const { word, tone } = deploymentWord(deployment.status);
  const instead = runsInstead(deployment);
  const detail = deployment.status.kind === 'known' ? deployment.status.service.detail : null;
  usePageTitle(`${deployment.name} on ${where}`);
  return (
    <>
      <PageHeader
        before={
          <Link
            href="/nanoservices"
            className="mb-1 inline-flex items-center text-xs text-ink-soft hover:text-ink"
          >
            <ChevronLeft aria-hidden className="size-3.5" /> Nanoservices
          </Link>
        }
        title={deployment.name}
        subtitle={
          <span className="flex flex-wrap items-center gap-x-3">
            <StateWord tone={tone}>{word}</StateWord>
            <span>
              on{' '}
              <Link
                href={`/devices/${encodeURIComponent(deployment.device)}`}
                className="text-ink hover:text-accent hover:underline"
              >
                {where}
              </Link>
            </span>
            {instead === null ? null : (
              <span>
                It runs {instead}; {deployment.release.version} is wanted.
              </span>
            )}
            {detail === null ? null : <span>{detail}</span>}
          </span>
        }
        actions={<DeploymentMenu deployment={deployment} where={where} open={false} labelled />}
      />
      <div className="flex flex-col gap-4 px-4 md:px-6">
        <Facts deployment={deployment} />
        <Runs deployment={deployment.id} />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
          <Config deployment={deployment} />
          <SnapshotPanel deployment={deployment.id} />
        </div>
      </div>
    </>
  );
};

/** One deployment: what it is, what it does, how it was changed and what was kept of it. */
export const DeploymentPage = ({ id }: { id: string }) => {
  const trpc = useTRPC();
  const deployment = useQuery({
    ...trpc.deployments.get.queryOptions({ deployment: id }),
    retry: false,
  });
  if (isNotFound(deployment.error))
    return <NotFound what="deployment" href="/nanoservices" back="See what runs" />;
  if (deployment.data !== undefined) return <Detail read={deployment.data} />;
  return deployment.error === null ? (
    <SkeletonRows rows={8} />
  ) : (
    <Problem
      title="The deployment could not be read"
      detail={problemText(deployment.error)}
      retry={deployment.refetch}
    />
  );
};
