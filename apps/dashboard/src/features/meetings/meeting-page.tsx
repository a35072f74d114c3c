'use client';

import {
  commonWords,
  contentKindWord,
  exactTime,
  formatBytes,
  formatSpan,
  meetingsWords,
  meetingWords,
  previewWords,
  timeRange,
} from '@nanoedge/words';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ExternalLink, Pencil, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { BackLink } from '@/components/ui/back-link.tsx';
import { NotFoundNotice } from '@/components/ui/not-found.tsx';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { LabelledValue, PageHeader, Panel } from '@/components/ui/page.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { useNow } from '@/browser/time/clock.tsx';
import { useLive } from '@/browser/live/provider.tsx';
import { usePageTitle } from '@/browser/address/page-title.ts';
import { isNotFound, problemText } from '@/browser/api/problem.ts';
import { useSite, useWithOwnTime } from '@/browser/site/site.tsx';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { Thumbnail } from './content-view.tsx';
import { RoomPreview } from './room-preview.tsx';
import { Participants } from './participants.tsx';

type Meeting = Outputs['meetings']['get'];

/** Where the room's screen is, as its agent says; null while it says nothing. */
const useDisplay = (room: string): string | null => {
  const { plan, rooms } = useSite();
  const devices = useLive((state) => state.data.devices);
  const zone = rooms.find((entry) => entry.id === room)?.zone;
  const screens = plan.things.filter((thing) => thing.kind === 'screen' && thing.zone === zone);
  return (
    screens
      .map(({ device }) => devices.get(device)?.displayUrl ?? null)
      .find((url) => url !== null) ?? null
  );
};

/** Removes at once, and offers to take it back. */
const useRemoval = (meeting: Meeting) => {
  const trpc = useTRPC();
  const router = useRouter();
  const page = `/meetings/${encodeURIComponent(meeting.id)}`;
  const onError = (error: unknown) => toast.error(problemText(error));
  // Handlers belong to the mutation itself: those given to one call are dropped with the page that
  // made it, and Undo is pressed later.
  const restore = useMutation(
    trpc.meetings.restore.mutationOptions({ onError, onSuccess: () => router.push(page) }),
  );
  const undo = () => restore.mutate({ id: meeting.id });
  const remove = useMutation(
    trpc.meetings.remove.mutationOptions({
      onError,
      onSuccess: () => {
        router.push('/meetings');
        toast(meetingWords.wasDeleted(meeting.title), {
          duration: 10_000,
          action: { label: commonWords.undo, onClick: undo },
        });
      },
    }),
  );
  return {
    remove: () => remove.mutate({ id: meeting.id }),
    undo,
    busy: remove.isPending || restore.isPending,
  };
};

/** One piece, which opens to how the room shows it. */
const Piece = ({ item, href }: { item: Meeting['content'][number]['item']; href: string }) => {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex items-center gap-3 px-3 py-2 hover:bg-sunken">
        <Thumbnail kind={item.kind} href={href} />
        <span className="min-w-0">
          <span className="block truncate font-medium">{item.name}</span>
          <span className="block truncate text-xs text-ink-soft">
            {item.kind === 'link'
              ? meetingWords.lookAtLink(item.url)
              : meetingWords.look(contentKindWord[item.kind], formatBytes(item.bytes))}
          </span>
        </span>
      </summary>
      {isOpen ? (
        <div className="flex flex-col gap-2 px-3 pb-3">
          <RoomPreview kind={item.kind} name={item.name} url={href} />
          <a
            href={href}
            target="_blank"
            rel="noreferrer"
            className="flex items-center gap-1.5 self-start text-sm text-accent hover:underline"
          >
            <ExternalLink aria-hidden className="size-4" />
            {item.kind === 'link' ? previewWords.toLink : previewWords.toFile}
          </a>
        </div>
      ) : null}
    </details>
  );
};

const Content = ({ content }: { content: Meeting['content'] }) => (
  <Panel
    title={meetingWords.content}
    actions={<span className="text-xs text-ink-soft">{meetingWords.items(content.length)}</span>}
  >
    {content.length === 0 ? (
      <Empty title={meetingWords.nothing}>{meetingWords.welcomeOnly}</Empty>
    ) : null}
    <ol>
      {content.map(({ id, item, href }) => (
        <li key={id} data-testid="content-item" className="border-b border-line last:border-b-0">
          <Piece item={item} href={href} />
        </li>
      ))}
    </ol>
  </Panel>
);

const Facts = ({ meeting }: { meeting: Meeting }) => {
  const now = useNow();
  const withOwn = useWithOwnTime();
  return (
    <dl className="grid grid-cols-2 gap-3 rounded-lg border border-line bg-surface p-3 sm:grid-cols-4">
      <LabelledValue
        label={now !== null && meeting.startsAt < now ? meetingWords.started : meetingWords.starts}
      >
        <span title={withOwn((clock) => exactTime(meeting.startsAt, clock))}>
          <Ago at={meeting.startsAt} />
        </span>
      </LabelledValue>
      <LabelledValue label={meetingWords.lasts}>
        {formatSpan(meeting.endsAt - meeting.startsAt)}
      </LabelledValue>
      <LabelledValue label={meetingWords.room}>{meeting.room.name}</LabelledValue>
      <LabelledValue label={meetingWords.organiser}>{meeting.organiser.name}</LabelledValue>
    </dl>
  );
};

const Detail = ({ meeting }: { meeting: Meeting }) => {
  const display = useDisplay(meeting.room.id);
  const { remove, undo, busy } = useRemoval(meeting);
  const when = useWithOwnTime()((clock) => timeRange(meeting, clock));
  const removed = meeting.removedAt !== null;
  usePageTitle(meeting.title);
  return (
    <>
      <PageHeader
        before={<BackLink href="/meetings">{meetingsWords.title}</BackLink>}
        title={meeting.title}
        subtitle={meetingWords.when(when, meeting.room.name)}
        actions={
          <>
            {display === null ? null : (
              <a href={display} target="_blank" rel="noreferrer" className={buttonLook()}>
                <ExternalLink aria-hidden /> {meetingWords.roomScreen}
              </a>
            )}
            {meeting.mayEdit && !removed ? (
              <>
                <Link
                  href={`/meetings/${encodeURIComponent(meeting.id)}/edit`}
                  className={buttonLook()}
                >
                  <Pencil aria-hidden /> {meetingWords.edit}
                </Link>
                <Button tone="danger" disabled={busy} onClick={remove}>
                  <Trash2 aria-hidden /> {commonWords.delete}
                </Button>
              </>
            ) : null}
          </>
        }
      />
      {meeting.removedAt === null ? null : (
        <div
          role="status"
          className="mx-4 mb-4 flex items-center gap-3 rounded-md border border-line bg-attention-soft px-3 py-2 text-attention md:mx-6"
        >
          <p className="flex-1">
            {meetingWords.deleted.before}
            <Ago at={meeting.removedAt} />
            {meetingWords.deleted.after}
          </p>
          {meeting.mayEdit ? (
            <Button size="sm" disabled={busy} onClick={undo}>
              {meetingWords.bringBack}
            </Button>
          ) : null}
        </div>
      )}
      <div className="flex flex-col gap-4 px-4 md:px-6">
        <Facts meeting={meeting} />
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <Participants meeting={meeting} />
          <Content content={meeting.content} />
        </div>
      </div>
    </>
  );
};

/** One meeting: who is expected and where they are now, and what the screen will show. */
export const MeetingPage = ({ id }: { id: string }) => {
  const trpc = useTRPC();
  const meeting = useQuery({ ...trpc.meetings.get.queryOptions({ id }), retry: false });
  if (meeting.data !== undefined) return <Detail meeting={meeting.data} />;
  if (isNotFound(meeting.error))
    return <NotFoundNotice what={meetingWords.what} href="/meetings" back={meetingWords.seeAll} />;
  return meeting.error === null ? (
    <SkeletonRows rows={8} />
  ) : (
    <Problem
      title={meetingWords.unread}
      detail={problemText(meeting.error)}
      retry={meeting.refetch}
    />
  );
};
