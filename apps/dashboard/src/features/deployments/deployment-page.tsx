'use client';

import { mebibyte, volumeMiB } from '@nanoedge/base';
import {
  deploymentMenuWords,
  deploymentPageWords,
  doubtWord,
  formatBytes,
  formatLimit,
  formatSpan,
  imageSize,
  inList,
  nanoservicesWords,
} from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { DeploymentMenu } from './deployment-menu.tsx';
import { DeploymentState } from './deployment-state.tsx';
import { useChanges } from './changes-context.ts';
import { RunPanel } from '@/features/runs/run-table.tsx';
import { BackLink } from '@/components/ui/back-link.tsx';
import { NotFoundNotice } from '@/components/ui/not-found.tsx';
import { SnapshotPanel } from '@/features/snapshots/snapshot-panel.tsx';
import { Button } from '@/components/ui/button.tsx';
import { CopyId } from '@/components/ui/copy.tsx';
import { Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { LabelledValue, PageHeader, Panel } from '@/components/ui/page.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { LogPanel } from './log-panel.tsx';
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
      <LabelledValue label={deploymentPageWords.facts.nanoservice}>
        <Link
          href={`/nanoservices/${encodeURIComponent(deployment.nanoservice)}`}
          className="hover:text-accent hover:underline"
        >
          {around?.title ?? deployment.nanoservice}
        </Link>
      </LabelledValue>
      <LabelledValue label={deploymentPageWords.facts.release}>
        {deploymentPageWords.release(
          release.version,
          imageSize(release, service?.imageBytes ?? null).text,
        )}
      </LabelledValue>
      <LabelledValue label={deploymentPageWords.facts.image}>
        <CopyId value={release.imageId} label={deploymentPageWords.imageId} />
      </LabelledValue>
      <LabelledValue label={deploymentPageWords.facts.port}>
        {deployment.port ?? deploymentPageWords.none}
      </LabelledValue>
      <LabelledValue label={deploymentPageWords.facts.memory}>
        {deploymentPageWords.memory(
          service?.memoryBytes == null
            ? deploymentPageWords.unknown
            : formatBytes(service.memoryBytes),
          formatBytes(limits.memoryBytes),
        )}
      </LabelledValue>
      <LabelledValue label={deploymentPageWords.facts.processes}>
        {deploymentPageWords.processes(limits.pids)}
      </LabelledValue>
      <LabelledValue label={deploymentPageWords.facts.initiation}>
        {service?.initiationMs == null
          ? deploymentPageWords.unknown
          : formatSpan(service.initiationMs)}
      </LabelledValue>
      <LabelledValue label={deploymentPageWords.facts.since}>
        {service?.startedAt == null ? deploymentPageWords.unknown : <Ago at={service.startedAt} />}
      </LabelledValue>
      <LabelledValue label={deploymentPageWords.facts.restarts}>
        {service?.restarts ?? deploymentPageWords.unknown}
      </LabelledValue>
      <LabelledValue label={deploymentPageWords.facts.volumes}>
        {inList(
          volumes.map(({ name, path, limitMiB = volumeMiB.usual }) =>
            deploymentPageWords.volume(name, path, formatLimit(limitMiB * mebibyte)),
          ),
        ) || deploymentPageWords.none}
      </LabelledValue>
      <LabelledValue label={deploymentPageWords.facts.peers}>
        {inList(peers) || deploymentPageWords.callsNone}
      </LabelledValue>
      <LabelledValue label={deploymentPageWords.facts.id}>
        <CopyId value={deployment.id} label={deploymentPageWords.deploymentId} length={24} />
      </LabelledValue>
    </dl>
  );
};

const Config = ({ deployment }: { deployment: Deployment }) => {
  const changes = useChanges();
  return (
    <Panel
      title={deploymentPageWords.config}
      actions={
        changes === null ? null : (
          <Button
            size="sm"
            onClick={() => changes.ask({ kind: 'change', deployment, part: 'config' })}
          >
            {deploymentMenuWords.changeConfig}
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
      title={deploymentPageWords.changes}
      read={read}
      withDevice={false}
      empty={deploymentPageWords.noChanges}
    />
  );
};

const Detail = ({ read }: { read: Deployment }) => {
  const deployment = useLiveDeployment(read);
  const names = useNames();
  const where = names.device(deployment.device);
  const { status } = deployment;
  const instead = runsInstead(deployment);
  const detail = status.kind === 'known' ? status.service.detail : null;
  usePageTitle(deploymentPageWords.title(deployment.name, where));
  return (
    <>
      <PageHeader
        before={<BackLink href="/nanoservices">{nanoservicesWords.title}</BackLink>}
        title={deployment.name}
        subtitle={
          <span className="flex flex-wrap items-center gap-x-3">
            <DeploymentState status={status} bare />
            <span>
              {deploymentPageWords.on}{' '}
              <Link
                href={`/devices/${encodeURIComponent(deployment.device)}`}
                className="text-ink hover:text-accent hover:underline"
              >
                {where}
              </Link>
            </span>
            {instead === null ? null : (
              <span>{deploymentPageWords.runsInstead(instead, deployment.release.version)}</span>
            )}
            {detail === null ? null : <span>{detail}</span>}
            {status.kind === 'unknown' ? <span>{doubtWord[status.doubt]}</span> : null}
          </span>
        }
        actions={<DeploymentMenu deployment={deployment} where={where} open={false} labelled />}
      />
      <div className="flex flex-col gap-4 px-4 md:px-6">
        <Facts deployment={deployment} />
        <LogPanel deployment={deployment.id} />
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
    return (
      <NotFoundNotice
        what={deploymentPageWords.what}
        href="/nanoservices"
        back={deploymentPageWords.seeAll}
      />
    );
  if (deployment.data !== undefined) return <Detail read={deployment.data} />;
  return deployment.error === null ? (
    <SkeletonRows rows={8} />
  ) : (
    <Problem
      title={deploymentPageWords.unread}
      detail={problemText(deployment.error)}
      retry={deployment.refetch}
    />
  );
};
