'use client';

import { deviceCondition, devicesWords, deviceWords, exactTime, thingWord } from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import { ExternalLink, OctagonX } from 'lucide-react';
import Link from 'next/link';
import { useChanges } from '@/features/deployments/changes-context.ts';
import { EventRow } from '@/features/events/event-row.tsx';
import { RunPanel } from '@/features/runs/run-table.tsx';
import { BackLink } from '@/components/ui/back-link.tsx';
import { NotFoundNotice } from '@/components/ui/not-found.tsx';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { PageHeader, Panel } from '@/components/ui/page.tsx';
import { Badge, StateWord } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { foldRepeats } from '@/features/events/fold.ts';
import { isProgress } from '@/features/events/event-filter.ts';
import { useDeviceStatus } from './device-status.ts';
import { useDoubt } from '@/browser/live/doubt.ts';
import { useLive } from '@/browser/live/provider.tsx';
import { useNames } from '@/features/events/names.ts';
import { usePageTitle } from '@/browser/address/page-title.ts';
import { isNotFound, problemText } from '@/browser/api/problem.ts';
import { useSite, useWithOwnTime } from '@/browser/site/site.tsx';
import { useTRPC } from '@/browser/api/trpc.ts';
import { CalibrationPanel } from './calibration-panel.tsx';
import type { DevicePageDetail } from './device-detail.ts';
import { DrillPanel } from './drill-panel.tsx';
import { EditDevice } from './edit-device.tsx';
import { HostFacts } from './host-facts.tsx';
import { LastKnown } from './last-known.tsx';
import { OutboxNote } from './outbox-state.tsx';
import { ScreensPanel } from './screens-panel.tsx';
import { ServiceTable } from './service-table.tsx';
import { Objection, TrustPanel } from './trust-panel.tsx';

/** Rows that are shown of so many events that are read: what repeats is one row. */
const recent = { rows: 40, events: 200 };
const recentRuns = 20;

const Things = ({ device }: { device: DevicePageDetail }) => (
  <Panel title={deviceWords.things}>
    {device.things.length === 0 ? (
      <p className="p-3 text-ink-soft">{deviceWords.noThings}</p>
    ) : null}
    <ul>
      {device.things.map((thing) => (
        <li
          key={thing.name}
          className="flex h-10 items-center gap-2 border-b border-line px-3 last:border-b-0"
        >
          <span className="font-medium">{thing.name}</span>
          <span className="text-ink-soft">{thingWord[thing.kind]}</span>
          <Badge tone="simulated" className="ml-auto">
            {thing.driver}
          </Badge>
        </li>
      ))}
    </ul>
  </Panel>
);

const RecentEvents = ({ device }: { device: string }) => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const names = useNames();
  const stored = useQuery(trpc.events.list.queryOptions({ site, device, limit: recent.events }));
  const pushed = useLive((state) => state.data.events);
  const newest = stored.data?.events[0]?.id ?? 0;
  const added = pushed.filter(({ event }) => event.device === device && event.id > newest);
  const rows = [
    ...added,
    ...(stored.data?.events ?? []).map((event) => ({ event, pageAt: Number(event.receivedAt) })),
  ].filter(({ event }) => !isProgress(event));
  const folded = foldRepeats(rows).slice(0, recent.rows);
  return (
    <Panel
      title={deviceWords.events}
      actions={
        <Link
          href={`/activity?device=${encodeURIComponent(device)}`}
          className={buttonLook({ size: 'sm' })}
        >
          {deviceWords.allEvents}
        </Link>
      }
      scrolls
      bodyClassName="max-h-96"
    >
      {stored.isPending ? <SkeletonRows rows={4} /> : null}
      {stored.error !== null ? (
        <Problem
          title={deviceWords.eventsUnread}
          detail={problemText(stored.error)}
          retry={stored.refetch}
        />
      ) : null}
      {stored.data !== undefined && rows.length === 0 ? (
        <Empty title={deviceWords.noEvents} />
      ) : null}
      <div role="list" aria-label={deviceWords.events}>
        {folded.map((row) => (
          <EventRow key={row.seen.event.id} row={row} names={names} />
        ))}
      </div>
    </Panel>
  );
};

const Runs = ({ device }: { device: string }) => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const read = useQuery(trpc.runs.list.queryOptions({ site, device, limit: recentRuns }));
  return (
    <RunPanel
      title={deviceWords.changes}
      read={read}
      withDevice={false}
      empty={deviceWords.noChanges}
    />
  );
};

/** What somebody does to a device, seldom. */
const Care = ({
  device,
  connected,
  isOld,
}: {
  device: DevicePageDetail;
  connected: boolean;
  isOld: boolean;
}) => (
  <>
    {device.deployments
      .filter(({ nanoservice }) => nanoservice === 'main-controller')
      .map(({ id }) => (
        <CalibrationPanel key={id} deployment={id} />
      ))}
    {device.enrolledAt === null ? null : (
      <>
        {device.things.some(({ kind }) => kind === 'screen') ? (
          <ScreensPanel device={device.id} isOld={isOld} />
        ) : null}
        <TrustPanel device={device} />
        <DrillPanel device={device.id} connected={connected} />
      </>
    )}
  </>
);

const Detail = ({ device }: { device: DevicePageDetail }) => {
  const status = useDeviceStatus(device.id, device.status);
  const enrolled = device.enrolledAt !== null;
  const doubt = useDoubt(status);
  const { word, tone } = deviceCondition(status, { enrolled, doubt });
  const changes = useChanges();
  const withOwn = useWithOwnTime();
  usePageTitle(device.name);
  return (
    <>
      <PageHeader
        before={<BackLink href="/devices">{devicesWords.title}</BackLink>}
        title={device.name}
        subtitle={
          <span className="flex flex-wrap items-center gap-x-3">
            <StateWord tone={tone}>{word}</StateWord>
            {doubt === null || doubt === 'offline' ? null : (
              <LastKnown doubt={doubt} at={status.heardAt} />
            )}
            {doubt !== 'offline' || !enrolled ? null : (
              <span title={withOwn((clock) => exactTime(status.since, clock))}>
                {deviceWords.offline.before}
                <Ago at={status.since} />
                {deviceWords.offline.after}
              </span>
            )}
          </span>
        }
        actions={
          <>
            <EditDevice device={device} />
            {status.displayUrl === null ? null : (
              <a href={status.displayUrl} target="_blank" rel="noreferrer" className={buttonLook()}>
                <ExternalLink aria-hidden /> {deviceWords.roomScreen}
              </a>
            )}
            {changes === null || device.deployments.length === 0 ? null : (
              <Button
                tone="danger"
                onClick={() =>
                  changes.ask({
                    kind: 'terminate-all',
                    device: { id: device.id, name: device.name },
                  })
                }
              >
                <OctagonX aria-hidden /> {deviceWords.terminateAll}
              </Button>
            )}
          </>
        }
      />
      <div className="flex flex-col gap-4 px-4 md:px-6">
        <Objection device={device.id} reason={device.objection} />
        <OutboxNote outbox={status.reported?.outbox ?? null} />
        <HostFacts device={device} status={status} />
        <Panel title={deviceWords.services}>
          {device.deployments.length === 0 ? (
            <Empty title={deviceWords.noServices}>{deviceWords.addService}</Empty>
          ) : null}
          {device.deployments.length > 0 ? (
            <ServiceTable deployments={device.deployments} where={device.name} />
          ) : null}
        </Panel>
        <Runs device={device.id} />
        <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
          <Things device={device} />
          <RecentEvents device={device.id} />
        </div>
        <Care device={device} connected={status.connected} isOld={doubt !== null} />
      </div>
    </>
  );
};

/** One device: what should run, what does, and what it reported. */
export const DevicePage = ({ id }: { id: string }) => {
  const trpc = useTRPC();
  const device = useQuery({ ...trpc.devices.get.queryOptions({ id }), retry: false });
  if (device.data !== undefined) return <Detail device={device.data} />;
  if (isNotFound(device.error))
    return <NotFoundNotice what={deviceWords.what} href="/devices" back={deviceWords.seeAll} />;
  return device.error === null ? (
    <SkeletonRows rows={8} />
  ) : (
    <Problem title={deviceWords.unread} detail={problemText(device.error)} retry={device.refetch} />
  );
};
