'use client';

import { meetingFormWords, meetingWords } from '@nanoedge/words';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { NotFoundNotice } from '@/components/ui/not-found.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { PageHeader } from '@/components/ui/page.tsx';
import { contentInput, contentDraftOf } from './content-draft.ts';
import type { MeetingDraft } from './meeting-draft.ts';
import { isSameTime, readTimes, typedTimes } from './typed-times.ts';
import { usePageTitle } from '@/browser/address/page-title.ts';
import { isNotFound, problemText } from '@/browser/api/problem.ts';
import { useSite } from '@/browser/site/site.tsx';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { MeetingForm } from './meeting-form.tsx';

type Meeting = Outputs['meetings']['get'];

const draftFrom = (
  { title, startsAt, endsAt, room, participants, content }: Meeting,
  zone: string,
): MeetingDraft => ({
  title,
  ...typedTimes({ startsAt, endsAt }, zone),
  room: room.id,
  participants,
  content: content.map(({ id, item }) => contentDraftOf(id, item)),
});

const Edit = ({ meeting }: { meeting: Meeting }) => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const update = useMutation(trpc.meetings.update.mutationOptions());
  const page = `/meetings/${encodeURIComponent(meeting.id)}`;
  usePageTitle(meetingFormWords.editTitle(meeting.title));
  const { timeZone } = useSite();
  const [draft] = useState(() => draftFrom(meeting, timeZone));
  const send = async ({ title, room, participants, content, ...when }: MeetingDraft) => {
    const { span } = readTimes(when, timeZone);
    if (span === null) return;
    const stored = await update.mutateAsync({
      id: meeting.id,
      title,
      room,
      // A time that nobody touched stays to the millisecond
      ...(isSameTime(when, draft) ? {} : span),
      participants: participants.map(({ id }) => id),
      content: contentInput(content),
    });
    queries.setQueryData(trpc.meetings.get.queryKey({ id: meeting.id }), stored);
    toast.success(meetingFormWords.saved);
    router.push(page);
  };
  if (!meeting.mayEdit)
    return <Empty title={meetingFormWords.mayNotEdit}>{meetingFormWords.whoMayEdit}</Empty>;
  return (
    <>
      <PageHeader title={meetingFormWords.editTitle(meeting.title)} />
      <MeetingForm
        draft={draft}
        except={meeting.id}
        send={send}
        action={meetingFormWords.saveChanges}
        back={page}
      />
    </>
  );
};

/** Changes a meeting. */
export const EditMeetingPage = ({ id }: { id: string }) => {
  const trpc = useTRPC();
  const meeting = useQuery({ ...trpc.meetings.get.queryOptions({ id }), retry: false });
  if (meeting.data !== undefined) return <Edit key={meeting.data.id} meeting={meeting.data} />;
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
