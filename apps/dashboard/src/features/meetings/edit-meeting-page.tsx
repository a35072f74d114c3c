'use client';

import { meetingFormWords, meetingWords } from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { NotFoundNotice } from '@/components/ui/not-found.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { PageHeader } from '@/components/ui/page.tsx';
import { draftFrom } from './meanwhile.ts';
import { usePageTitle } from '@/browser/address/page-title.ts';
import { isNotFound, problemText } from '@/browser/api/problem.ts';
import { useSite } from '@/browser/site/site.tsx';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { MeetingForm } from './meeting-form.tsx';
import { useMeetingSave } from './use-meeting-save.ts';

type Meeting = Outputs['meetings']['get'];

const Edit = ({ meeting }: { meeting: Meeting }) => {
  const page = `/meetings/${encodeURIComponent(meeting.id)}`;
  usePageTitle(meetingFormWords.editTitle(meeting.title));
  const { timeZone } = useSite();
  const [draft] = useState(() => draftFrom(meeting, timeZone));
  const send = useMeetingSave(meeting, page);
  if (!meeting.mayEdit)
    return <Empty title={meetingFormWords.mayNotEdit}>{meetingFormWords.whoMayEdit}</Empty>;
  return (
    <>
      <PageHeader title={meetingFormWords.editTitle(meeting.title)} />
      <MeetingForm
        draft={draft}
        deleted={meeting.deletedParticipants.map(({ name }) => name)}
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
