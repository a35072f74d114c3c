'use client';

import { meetingFormWords } from '@nanoedge/words';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Empty } from '@/components/ui/feedback.tsx';
import { PageHeader } from '@/components/ui/page.tsx';
import { contentInput } from './content-draft.ts';
import { type MeetingDraft, newDraft } from './meeting-draft.ts';
import { readTimes } from './typed-times.ts';
import { useMe, useSite } from '@/browser/site/site.tsx';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useUrlState } from '@/browser/address/url-state.ts';
import { MeetingForm } from './meeting-form.tsx';

const moment = (text: string): number | null => (/^\d{10,15}$/.test(text) ? Number(text) : null);

/** Creates a meeting; the address may carry time and room. */
export const NewMeetingPage = () => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const me = useMe();
  const { id: site, rooms, timeZone } = useSite();
  const { get } = useUrlState();
  const create = useMutation(trpc.meetings.create.mutationOptions());
  const only = rooms.length === 1 ? (rooms[0]?.id ?? '') : '';
  const [draft] = useState(() =>
    newDraft(
      { start: moment(get('start')), end: moment(get('end')), room: get('room') || only },
      Date.now(),
      timeZone,
    ),
  );
  const send = async ({ title, room, participants, content, ...when }: MeetingDraft) => {
    const { span } = readTimes(when, timeZone);
    if (span === null) return;
    const meeting = await create.mutateAsync({
      site,
      title,
      room,
      ...span,
      participants: participants.map(({ id }) => id),
      content: contentInput(content),
    });
    queries.setQueryData(trpc.meetings.get.queryKey({ id: meeting.id }), meeting);
    router.push(`/meetings/${encodeURIComponent(meeting.id)}`);
  };
  if (me.role === 'viewer')
    return <Empty title={meetingFormWords.mayNotCreate}>{meetingFormWords.askAdministrator}</Empty>;
  return (
    <>
      <PageHeader title={meetingFormWords.newTitle} subtitle={meetingFormWords.newSubtitle} />
      <MeetingForm draft={draft} send={send} action={meetingFormWords.create} back="/meetings" />
    </>
  );
};
